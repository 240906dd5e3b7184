// id: one_controller_several_borrowers
// title: One controller stands behind several borrowers
// title_zh: 同一控制人控制多个借款企业
// severity: high
// status: stable
// needs: control
// key: circle
// burdens: party_id, borrower_ids
// returns: party_id, circle, controllers, borrowers, loans, total, alone, borrower_ids, party_ids, records
// param: minimum_borrowers = 2 — from the second borrower on the lender lends to a group and has to add up what it lends
// why: Loans that look independent fail together, and limits for one group are passed without anybody noticing.
// innocent: A group under a listed company or a public body is consolidated, published, and lent to as a group; it is
//   left out. Exactly half of the votes is not control. Companies that were sold before they borrowed no longer count.
// unseen: Control by contract that no source states, controllers known to no register, siblings who act together without
//   saying so, loans from lenders whose loans are not in the graph.
// source: CBIRC, Guidelines on Credit Risk of Group Customers (集团客户授信业务风险管理指引, 2010), art. 3; Basel LEX10.10
// sentence_en: The same hands ({controllers}) stand behind {loans} open loans of {borrowers}, {total:amount} in all.
// sentence_zh: {controllers}同时控制{borrowers}，这些企业共有{loans}笔未结清贷款，合计{total:amount}。
MATCH (controller:Party)-[control:CONTROLS]->(company:Company)
WHERE control.as_of = $as_of
  AND control.top
WITH control, controller, company ORDER BY controller.id, company.id
WITH control.circle AS circle, collect(DISTINCT controller) AS controllers, collect(DISTINCT company) AS companies,
     collect(CASE WHEN control.alone THEN company.id ELSE null END) AS alone,
     collect({id: company.id, records: control.records}) AS proofs
WHERE none(party IN controllers WHERE party:PublicBody)
UNWIND companies + [party IN controllers WHERE party:Company] AS borrower
WITH circle, controllers, alone, proofs, borrower,
     size([(borrower)<-[above:CONTROLS]-(head:Party)
           WHERE above.as_of = $as_of AND above.alone AND (coalesce(head.listed, false) OR head:PublicBody) | 1]) AS published
WHERE published = 0
  AND coalesce(borrower.listed, false) = false
MATCH (facility:Facility {borrower: borrower.id})
WHERE (facility.starts_on IS NULL OR facility.starts_on <= $as_of)
  AND (facility.closed_on IS NULL OR facility.closed_on > $as_of)
WITH circle, controllers, alone, proofs, borrower, facility ORDER BY facility.id
WITH circle, controllers, alone, proofs, borrower, count(facility) AS loans, sum(coalesce(facility.balance, facility.limit, 0.0)) AS owed,
     collect(facility.record) AS told_by
ORDER BY borrower.id
WITH circle, controllers, alone, proofs, collect(borrower) AS borrowers, sum(loans) AS loans, sum(owed) AS total,
     collect(told_by) AS told_by
WHERE size(borrowers) >= $minimum_borrowers
RETURN circle AS party_id, circle AS circle, [party IN controllers | party.name] AS controllers,
       [party IN borrowers | party.name] AS borrowers, loans AS loans, total AS total,
       all(party IN borrowers WHERE party.id IN alone OR party IN controllers) AS alone,
       [party IN borrowers | party.id] AS borrower_ids,
       [party IN controllers | party.id] + [party IN borrowers | party.id] AS party_ids,
       reduce(flat = [], part IN told_by | flat + part)
       + reduce(flat = [], proof IN proofs | CASE WHEN any(party IN borrowers WHERE party.id = proof.id)
                                                  THEN flat + proof.records ELSE flat END) AS records
ORDER BY circle
LIMIT $most
