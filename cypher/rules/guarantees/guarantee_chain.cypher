// id: guarantee_chain
// title: A guarantor is itself only as good as another guarantor down the chain
// title_zh: 链式担保
// severity: medium
// status: stable
// needs: control
// key: first_id, last_id
// burdens: guarantor_ids
// returns: party_id, first_id, last_id, names, amount, guarantor_ids, party_ids, records
// why: When the last debtor of a chain fails, every guarantor up to its head is called in turn.
// innocent: Parents that guarantee their subsidiaries, step by step inside one consolidated group, are one debtor: a chain
//   between a head and companies that it openly controls is left out.
// unseen: Chains of more than five steps are reported by their last five; chains that pass through a circle are reported
//   as circles.
// source: methods of guarantee circles (链式担保): a directed path of at least two guarantees outside any circle
// sentence_en: Guarantees run in a chain, each standing surety for the next: {names}.
// sentence_zh: 担保逐级相连，前者为后者担保：{names}。
MATCH path = (first:Company)-[ties:GUARANTEES*2..5]->(last:Company)
WHERE all(tie IN ties WHERE tie.known_to IS NULL
                        AND tie.status <> 'retracted'
                        AND (tie.valid_from IS NULL OR tie.valid_from <= $as_of)
                        AND (tie.valid_to IS NULL OR tie.valid_to > $as_of))
  AND all(node IN nodes(path) WHERE node:Company)
WITH first, last, nodes(path) AS steps, ties
WHERE all(node IN steps WHERE single(other IN steps WHERE other.id = node.id))
  AND NOT EXISTS {
    MATCH (first)<-[before:GUARANTEES]-(:Company)
    WHERE before.known_to IS NULL
      AND before.status <> 'retracted'
      AND (before.valid_from IS NULL OR before.valid_from <= $as_of)
      AND (before.valid_to IS NULL OR before.valid_to > $as_of)
  }
  AND NOT EXISTS {
    MATCH (last)-[after:GUARANTEES]->(:Party)
    WHERE after.known_to IS NULL
      AND after.status <> 'retracted'
      AND (after.valid_from IS NULL OR after.valid_from <= $as_of)
      AND (after.valid_to IS NULL OR after.valid_to > $as_of)
  }
WITH first, last, steps, ties,
     [(first)-[control:CONTROLS]->(owned:Company) WHERE control.as_of = $as_of AND control.alone | owned.id] AS owned
WHERE any(node IN steps[1..] WHERE NOT node.id IN owned)
WITH first, last, steps, ties
ORDER BY size(steps) DESC
WITH first, last, collect(steps)[0] AS steps, collect(ties)[0] AS ties
RETURN first.id AS party_id, first.id AS first_id, last.id AS last_id, [node IN steps | node.name] AS names,
       reduce(total = 0.0, tie IN ties | total + coalesce(tie.amount, 0.0)) AS amount,
       [tie IN ties | startNode(tie).id] AS guarantor_ids, [node IN steps | node.id] AS party_ids,
       [tie IN ties | tie.record] AS records
ORDER BY first_id, last_id
LIMIT $most
