// findings and the parties that they concern
UNWIND $rows AS row
CREATE (finding:Finding {id: row.id, rule: row.rule, rule_version: row.rule_version, key: row.key, party: row.party,
                         title_zh: row.title_zh, title_en: row.title_en, severity: row.severity, row: row.row,
                         evidence: row.evidence, burdened: row.burdened, as_of: row.as_of, found_on: row.found_on})
WITH finding, row
UNWIND row.parties AS id
MATCH (party:Party {id: id})
CREATE (finding)-[:CONCERNS]->(party)
