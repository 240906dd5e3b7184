// id: mutual_guarantees
// title: Two companies guarantee each other
// title_zh: 两家企业互相担保
// severity: high
// status: stable
// needs: control
// key: left_id, right_id
// burdens: party_ids
// returns: party_id, left_id, right_id, names, amount, unit, party_ids, records
// why: Each guarantee is worth only what the other company is worth: when one fails, the other loses its guarantee and
//   has to pay as well.
// innocent: Inside one consolidated group (a company that openly controls the other, or that controls both) the lender
//   looks at the group as one debtor. A guarantee that ended before the other began is no mutual guarantee.
// unseen: Guarantees that are not in the graph, mutual guarantees of three and more (see joint_guarantees), counter-
//   guarantees by pledge; amounts in another currency than most of them (one without a currency counts as CNY).
// source: CBIRC, Guidelines on Credit Risk of Group Customers (2010); methods of guarantee circles (互保)
// sentence_en: {names} guarantee each other, {amount:amount}{unit} in all.
// sentence_zh: {names}互相担保，合计{amount:amount}{unit}。
MATCH (left:Company)-[given:GUARANTEES]->(right:Company)-[back:GUARANTEES]->(left)
WHERE left.id < right.id
  AND given.known_to IS NULL
  AND given.status <> 'retracted'
  AND (given.valid_from IS NULL OR given.valid_from <= $as_of)
  AND (given.valid_to IS NULL OR given.valid_to > $as_of)
  AND back.known_to IS NULL
  AND back.status <> 'retracted'
  AND (back.valid_from IS NULL OR back.valid_from <= $as_of)
  AND (back.valid_to IS NULL OR back.valid_to > $as_of)
WITH left, right, collect(DISTINCT given) + collect(DISTINCT back) AS ties
WITH left, right, ties,
     [left.id] + [(left)<-[control:CONTROLS]-(head:Company) WHERE control.as_of = $as_of AND control.alone | head.id] AS left_heads,
     [right.id] + [(right)<-[control:CONTROLS]-(head:Company) WHERE control.as_of = $as_of AND control.alone | head.id] AS right_heads
WHERE none(head IN left_heads WHERE head IN right_heads)
  AND NOT EXISTS {
    MATCH (left)-[one:GUARANTEES]->(third:Company)-[two:GUARANTEES]->(left),
          (right)-[three:GUARANTEES]->(third)-[four:GUARANTEES]->(right)
    WHERE all(tie IN [one, two, three, four] WHERE tie.known_to IS NULL
                                               AND tie.status <> 'retracted'
                                               AND (tie.valid_from IS NULL OR tie.valid_from <= $as_of)
                                               AND (tie.valid_to IS NULL OR tie.valid_to > $as_of))
  }
UNWIND ties AS tie
WITH left, right, startNode(tie).id AS guarantor, coalesce(tie.currency, 'CNY') AS currency, tie.source AS source,
     sum(coalesce(tie.amount, 0.0)) AS amount, collect(tie.record) AS told_by
WITH left, right, guarantor, currency, max(amount) AS amount, reduce(flat = [], part IN collect(told_by) | flat + part) AS told_by
WITH left, right, [part IN collect({currency: currency, amount: amount}) WHERE part.amount > 0.0] AS parts,
     reduce(flat = [], part IN collect(told_by) | flat + part) AS told_by
WITH left, right, parts, told_by,
     reduce(most = 'CNY', part IN parts
            | CASE WHEN size([one IN parts WHERE one.currency = part.currency])
                        > size([one IN parts WHERE one.currency = most])
                   THEN part.currency ELSE most END) AS currency
RETURN left.id AS party_id, left.id AS left_id, right.id AS right_id, [left.name, right.name] AS names,
       reduce(total = 0.0, part IN parts | total + CASE WHEN part.currency = currency THEN part.amount ELSE 0.0 END) AS amount,
       CASE WHEN currency = 'CNY' THEN '' ELSE ' ' + currency END AS unit, [left.id, right.id] AS party_ids, told_by AS records
ORDER BY left_id, right_id
LIMIT $most
