// id: mutual_guarantees
// title: Two companies guarantee each other
// title_zh: 两家企业互相担保
// severity: high
// status: stable
// needs: control
// key: left_id, right_id
// burdens: party_ids
// returns: party_id, left_id, right_id, names, amount, party_ids, records
// why: Each guarantee is worth only what the other company is worth: when one fails, the other loses its guarantee and
//   has to pay as well.
// innocent: Inside one consolidated group (a company that openly controls the other, or that controls both) the lender
//   looks at the group as one debtor. A guarantee that ended before the other began is no mutual guarantee.
// unseen: Guarantees that are not in the graph, mutual guarantees of three and more (see joint_guarantees), counter-
//   guarantees by pledge.
// source: CBIRC, Guidelines on Credit Risk of Group Customers (2010); methods of guarantee circles (互保)
// sentence_en: {names} guarantee each other, {amount:amount} in all.
// sentence_zh: {names}互相担保，合计{amount:amount}。
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
RETURN left.id AS party_id, left.id AS left_id, right.id AS right_id, [left.name, right.name] AS names,
       reduce(total = 0.0, tie IN ties | total + coalesce(tie.amount, 0.0)) AS amount,
       [left.id, right.id] AS party_ids, [tie IN ties | tie.record] AS records
ORDER BY left_id, right_id
LIMIT $most
