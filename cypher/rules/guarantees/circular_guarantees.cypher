// id: circular_guarantees
// title: Companies guarantee each other round a circle
// title_zh: 企业循环担保
// severity: high
// status: stable
// needs: control
// key: circle
// burdens: party_ids
// returns: party_id, circle, names, amount, unit, party_ids, records
// why: Every guarantee in a circle comes back to the debtor it should protect the lender from.
// innocent: Inside one consolidated group (one company openly controls all the others, or is one of them) the lender looks
//   at the group as one debtor. A circle is broken once one of its guarantees has ended.
// unseen: Circles of more than five, circles that run through persons; circles whose every step is mutual are reported as
//   mutual or joint guarantees instead; amounts in another currency than most of them (one without a currency counts
//   as CNY).
// source: methods of guarantee circles (循环担保); China Banking Association practice on guarantee circles
// sentence_en: {names} guarantee each other round a circle, {amount:amount}{unit} in all.
// sentence_zh: {names}形成循环担保，合计{amount:amount}{unit}。
MATCH ring = (first:Company)-[ties:GUARANTEES*3..5]->(first)
WHERE all(tie IN ties WHERE tie.known_to IS NULL
                        AND tie.status <> 'retracted'
                        AND (tie.valid_from IS NULL OR tie.valid_from <= $as_of)
                        AND (tie.valid_to IS NULL OR tie.valid_to > $as_of))
  AND all(node IN nodes(ring) WHERE node.id >= first.id AND node:Company)
WITH [node IN nodes(ring) | node.id][..-1] AS circle, [node IN nodes(ring) | node.name][..-1] AS names
WHERE all(id IN circle WHERE single(other IN circle WHERE other = id))
WITH DISTINCT circle, names
UNWIND range(0, size(circle) - 1) AS place
MATCH (guarantor:Party {id: circle[place]})
MATCH (guarantor)-[tie:GUARANTEES]->(borrower:Party {id: circle[(place + 1) % size(circle)]})
WHERE tie.known_to IS NULL
  AND tie.status <> 'retracted'
  AND (tie.valid_from IS NULL OR tie.valid_from <= $as_of)
  AND (tie.valid_to IS NULL OR tie.valid_to > $as_of)
WITH circle, names, place, guarantor, borrower, coalesce(tie.currency, 'CNY') AS currency, tie.source AS source,
     sum(coalesce(tie.amount, 0.0)) AS amount, collect(tie.record) AS told_by
WITH circle, names, place, guarantor, borrower, currency, max(amount) AS amount,
     reduce(flat = [], part IN collect(told_by) | flat + part) AS told_by
WITH circle, names, place, guarantor, borrower, collect({currency: currency, amount: amount}) AS parts,
     reduce(flat = [], part IN collect(told_by) | flat + part) AS told_by
WITH circle, names, parts, told_by,
     EXISTS {
       MATCH (borrower)-[back:GUARANTEES]->(guarantor)
       WHERE back.known_to IS NULL
         AND back.status <> 'retracted'
         AND (back.valid_from IS NULL OR back.valid_from <= $as_of)
         AND (back.valid_to IS NULL OR back.valid_to > $as_of)
     } AS mutual,
     [guarantor.id] + [(guarantor)<-[control:CONTROLS]-(head:Company) WHERE control.as_of = $as_of AND control.alone | head.id] AS heads
WITH circle, names, collect(parts) AS parts, collect(told_by) AS told_by, collect(mutual) AS mutuals, collect(heads) AS heads
WHERE any(mutual IN mutuals WHERE NOT mutual)
  AND none(head IN heads[0] WHERE all(others IN heads WHERE head IN others))
WITH circle, names, told_by,
     [part IN reduce(flat = [], list IN parts | flat + list) WHERE part.amount > 0.0] AS parts
WITH circle, names, told_by, parts,
     reduce(most = 'CNY', part IN parts
            | CASE WHEN size([one IN parts WHERE one.currency = part.currency])
                        > size([one IN parts WHERE one.currency = most])
                   THEN part.currency ELSE most END) AS currency
RETURN circle[0] AS party_id, circle AS circle, names AS names,
       reduce(total = 0.0, part IN parts | total + CASE WHEN part.currency = currency THEN part.amount ELSE 0.0 END) AS amount,
       CASE WHEN currency = 'CNY' THEN '' ELSE ' ' + currency END AS unit, circle AS party_ids,
       reduce(flat = [], part IN told_by | flat + part) AS records
ORDER BY circle
LIMIT $most
