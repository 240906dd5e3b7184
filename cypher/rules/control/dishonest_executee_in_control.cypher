// id: dishonest_executee_in_control
// title: A dishonest executee controls the company
// title_zh: 失信被执行人实际控制企业
// severity: high
// status: stable
// needs: control
// pages: executees
// key: party_id, executee_id
// returns: party_id, executee_id, company, executee, listed_on, party_ids, records
// why: A debtor who can pay a judgment and refuses is barred from most credit; a company under such a debtor's control
//   can borrow instead.
// innocent: A listing that has been removed no longer counts, and a holding without control never does. A company that
//   is itself on the list is left out: its own listing is already known.
// unseen: Control through a spouse or a nominee (see nominee_holder); executees whose identity is not resolved.
// source: Supreme People's Court, rules on the list of dishonest executees (法释〔2017〕7号)
// sentence_en: {executee}, a dishonest executee since {listed_on}, controls {company}.
// sentence_zh: {company}由{executee}控制，后者自{listed_on}起被列为失信被执行人。
UNWIND $page AS start
MATCH (executee:Party {id: start.id})
MATCH (executee)-[role:PARTY_TO]->(case:Lawsuit {kind: 'dishonest_executee'})
WHERE @debtor_in_listing(role, case)
MATCH (executee)-[control:CONTROLS]->(company:Company)
WHERE @controls_alone(control)
  AND NOT EXISTS {
    MATCH (company)-[own:PARTY_TO]->(listing:Lawsuit {kind: 'dishonest_executee'})
    WHERE @debtor_in_listing(own, listing)
  }
WITH company, executee, control, min(case.filed_on) AS listed_on, collect(role.record) AS cited
RETURN company.id AS party_id, executee.id AS executee_id, company.name AS company, executee.name AS executee,
       listed_on AS listed_on, [company.id, executee.id] AS party_ids, cited + control.records AS records
ORDER BY party_id, executee_id
LIMIT $most
