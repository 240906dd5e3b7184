// id: joint_guarantees
// title: Three or more companies all guarantee each other
// title_zh: 三家以上企业相互联保
// severity: high
// status: stable
// needs: control
// key: members
// burdens: party_ids
// returns: party_id, members, names, amount, unit, party_ids, records
// why: A joint group is only as strong as its weakest member: the first default falls on all the others at once.
// innocent: Inside one consolidated group (one company openly controls all the others, or is one of them) the lender looks
//   at the group as one debtor.
// unseen: Joint groups that exist only in one loan contract and not as guarantees in each direction; amounts in
//   another currency than most of them (one without a currency counts as CNY).
// source: methods of guarantee circles (联保): at least three firms, pairwise mutual
// sentence_en: {names} all guarantee each other, {amount:amount}{unit} in all.
// sentence_zh: {names}相互联保，合计{amount:amount}{unit}。
MATCH (first:Company)-[one:GUARANTEES]->(second:Company)-[two:GUARANTEES]->(first)
WHERE first.id < second.id
  AND one.known_to IS NULL
  AND one.status <> 'retracted'
  AND (one.valid_from IS NULL OR one.valid_from <= $as_of)
  AND (one.valid_to IS NULL OR one.valid_to > $as_of)
  AND two.known_to IS NULL
  AND two.status <> 'retracted'
  AND (two.valid_from IS NULL OR two.valid_from <= $as_of)
  AND (two.valid_to IS NULL OR two.valid_to > $as_of)
WITH DISTINCT first, second
MATCH (first)-[three:GUARANTEES]->(third:Company)-[four:GUARANTEES]->(first)
WHERE all(tie IN [three, four] WHERE tie.known_to IS NULL
                                 AND tie.status <> 'retracted'
                                 AND (tie.valid_from IS NULL OR tie.valid_from <= $as_of)
                                 AND (tie.valid_to IS NULL OR tie.valid_to > $as_of))
WITH DISTINCT first, second, third
MATCH (second)-[five:GUARANTEES]->(third)-[six:GUARANTEES]->(second)
WHERE all(tie IN [five, six] WHERE tie.known_to IS NULL
                               AND tie.status <> 'retracted'
                               AND (tie.valid_from IS NULL OR tie.valid_from <= $as_of)
                               AND (tie.valid_to IS NULL OR tie.valid_to > $as_of))
WITH DISTINCT first, second, third
ORDER BY third.id
WITH first, second, collect(third) AS thirds
UNWIND [first, second] + thirds AS member
WITH first, second, member
ORDER BY member.id
WITH first, second, collect(member) AS group
WITH DISTINCT [member IN group | member.id] AS members, [member IN group | member.name] AS names
UNWIND members AS id
MATCH (guarantor:Party {id: id})
WITH members, names, guarantor,
     [guarantor.id] + [(guarantor)<-[control:CONTROLS]-(head:Company) WHERE control.as_of = $as_of AND control.alone | head.id] AS heads
WITH members, names, collect(guarantor) AS guarantors, collect(heads) AS heads
WHERE none(head IN heads[0] WHERE all(others IN heads WHERE head IN others))
UNWIND guarantors AS guarantor
MATCH (guarantor)-[tie:GUARANTEES]->(borrower:Party)
WHERE borrower.id IN members
  AND tie.known_to IS NULL
  AND tie.status <> 'retracted'
  AND (tie.valid_from IS NULL OR tie.valid_from <= $as_of)
  AND (tie.valid_to IS NULL OR tie.valid_to > $as_of)
WITH members, names, guarantor, borrower, coalesce(tie.currency, 'CNY') AS currency, tie.source AS source,
     sum(coalesce(tie.amount, 0.0)) AS amount, collect(tie.record) AS told_by
WITH members, names, guarantor, borrower, currency, max(amount) AS amount,
     reduce(flat = [], part IN collect(told_by) | flat + part) AS told_by
WITH members, names, [part IN collect({currency: currency, amount: amount}) WHERE part.amount > 0.0] AS parts,
     reduce(flat = [], part IN collect(told_by) | flat + part) AS told_by
WITH members, names, parts, told_by,
     reduce(most = 'CNY', part IN parts
            | CASE WHEN size([one IN parts WHERE one.currency = part.currency])
                        > size([one IN parts WHERE one.currency = most])
                   THEN part.currency ELSE most END) AS currency
RETURN members[0] AS party_id, members AS members, names AS names,
       reduce(total = 0.0, part IN parts | total + CASE WHEN part.currency = currency THEN part.amount ELSE 0.0 END) AS amount,
       CASE WHEN currency = 'CNY' THEN '' ELSE ' ' + currency END AS unit, members AS party_ids, told_by AS records
ORDER BY members
LIMIT $most
