// derived control of companies, all for one day
UNWIND $rows AS row
MATCH (controller:Party {id: row.controller})
MATCH (company:Party {id: row.company})
CREATE (controller)-[:CONTROLS {as_of: $as_of, circle: row.circle, alone: row.alone, top: row.top,
                                top_alone: row.top_alone, records: row.records, through: row.through,
                                basis: row.basis, votes: row.votes, votes_exact: row.votes_exact,
                                jointly_with: row.jointly_with, stated_share: row.stated_share,
                                sides: row.sides}]->(company)
