// id: one_controller_several_borrowers
// title: Several borrowers have the same controller
// title_zh: 同一控制人控制多个借款企业
// severity: high
// status: stable
// needs: control
// pages: circles
// key: circle
// burdens: controller_ids, borrower_ids
// returns: party_id, circle, controllers, through, borrowers, loans, total, unit, alone, hit_severity, controller_ids, borrower_ids, party_ids, records
// param: minimum_borrowers = 2 — from the second borrower on, the lender is lending to a group and has to aggregate its
//   exposure
// why: Loans that look independent default together, and the group limit is exceeded unnoticed.
// innocent: A group under a listed company or a public body is consolidated, disclosed and lent to as a group; it is
//   left out. Exactly half of the votes is not control. Companies sold before they borrowed do not count. If one party
//   controls all the borrowers through shareholdings alone, only that party is named; otherwise the ties within the
//   circle are named and cited. A person who borrows beside a single company of their own is one debtor in the open: the
//   exposure has to be added up, and the finding is of medium severity.
// unseen: Control by contract that no source reports; controllers that appear in no register; siblings acting in
//   concert without disclosure; loans from lenders outside the graph. The total leaves out loans in any currency but
//   the most common one (a loan without a currency counts as CNY). Balances are those last delivered; before a default or
//   closing of a loan its balance is unknown, and its limit counts.
// source: CBRC, Guidelines on Credit Risk of Group Customers (集团客户授信业务风险管理指引, 2010), art. 3; Basel LEX10.10
// sentence_en: {borrowers}, with {loans} open loans totalling {total:amount}{unit}, form one group under {controllers}{through:circle}.
// sentence_zh: {borrowers}同属{controllers}控制的集团，共有{loans}笔未结清贷款，合计{total:amount}{unit}{through:circle}。
UNWIND $page AS start
UNWIND start.heads AS head
MATCH (controller:Party {id: head})
MATCH (controller)-[control:CONTROLS]->(company:Company)
WHERE control.as_of = $as_of
  AND control.top
  AND control.circle = start.circle
WITH control, controller, company ORDER BY controller.id, company.id
WITH control.circle AS circle, collect(DISTINCT controller) AS controllers, collect(DISTINCT company) AS companies,
     collect({head: controller.id, id: company.id, alone: control.alone, records: control.records, through: control.through})
     AS proofs
WHERE none(party IN controllers WHERE party:PublicBody)
UNWIND companies + [party IN controllers WHERE party:Company OR party:Person] AS borrower
WITH circle, controllers, proofs, borrower,
     size([(borrower)<-[above:CONTROLS]-(head:Party)
           WHERE @controls_alone(above) AND @listed_or_public(head) | 1]) AS published
WHERE published = 0
  AND coalesce(borrower.listed, false) = false
MATCH (facility:Facility {borrower: borrower.id})
WHERE @open_facility(facility)
WITH circle, controllers, proofs, borrower, facility ORDER BY facility.id
WITH circle, controllers, proofs, borrower, count(facility) AS loans,
     collect({currency: @currency_of(facility), amount: coalesce(@balance_on_day(facility), facility.limit, 0.0)}) AS parts,
     collect(facility.record) AS cited
ORDER BY borrower.id
WITH circle, controllers, proofs, collect(borrower) AS borrowers, sum(loans) AS loans, collect(parts) AS parts,
     collect(cited) AS cited
WHERE size(borrowers) >= $minimum_borrowers
WITH circle, controllers, proofs, borrowers, loans, cited, @flatten(parts) AS parts,
     [party IN controllers
      WHERE all(borrower IN borrowers
                WHERE borrower.id = party.id
                   OR any(proof IN proofs WHERE proof.head = party.id AND proof.id = borrower.id AND proof.alone))] AS openly
WITH circle, borrowers, loans, parts, cited, proofs, size(openly) > 0 AS alone,
     CASE WHEN size(openly) > 0 THEN openly ELSE controllers END AS heads
WITH circle, borrowers, loans, parts, cited, alone, heads, @main_currency(parts) AS currency,
     [proof IN proofs WHERE any(party IN borrowers WHERE party.id = proof.id)
                        AND any(party IN heads WHERE party.id = proof.head)] AS proofs
RETURN heads[0].id AS party_id, circle AS circle, [party IN heads | party.name] AS controllers,
       @concat_property(proofs, through) AS through, [party IN borrowers | party.name] AS borrowers, loans AS loans,
       @sum_in_currency(parts, currency) AS total,
       @currency_suffix(currency) AS unit, alone AS alone,
       CASE WHEN size([party IN borrowers WHERE party:Company]) < $minimum_borrowers THEN 'medium' ELSE 'high' END AS hit_severity,
       [party IN heads | party.id] AS controller_ids, [party IN borrowers | party.id] AS borrower_ids,
       [party IN heads | party.id] + [party IN borrowers | party.id] AS party_ids,
       @flatten(cited) + @concat_property(proofs, records) AS records
ORDER BY circle
LIMIT $most
