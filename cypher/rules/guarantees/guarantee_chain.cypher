// id: guarantee_chain
// title: A guarantor relies in turn on another guarantor
// title_zh: 链式担保
// severity: medium
// status: stable
// needs: control
// key: first_id, last_id
// burdens: guarantor_ids
// returns: party_id, first_id, last_id, names, amount, unit, guarantor_ids, party_ids, records
// why: When the last debtor in the chain defaults, every guarantor up to the head is called in turn.
// innocent: Parents that guarantee their subsidiaries step by step within one consolidated group are a single debtor: a
//   chain between a head and companies it openly controls is left out.
// unseen: Of a chain of more than five steps, only the last five are reported; guarantors further up are not named. A
//   guarantor of a circle member heads a chain that ends in the circle, if that takes at most five steps; guarantees
//   within the circle are left to the circle rules. Chains through natural persons; amounts in any currency but the
//   most common one (an amount without a currency counts as CNY).
// source: methods of guarantee circles (链式担保): a directed path of at least two guarantees
// sentence_en: Guarantees form a chain, each company guaranteeing the next: {names}.
// sentence_zh: 担保逐级相连，前者为后者担保：{names}。
MATCH path = (first:Company)-[ties:GUARANTEES*2..5]->(last:Company)
WHERE all(tie IN ties WHERE @holds(tie))
  AND all(node IN nodes(path) WHERE node:Company)
WITH first, last, nodes(path) AS steps, [node IN nodes(path) | node.id] AS ids, ties
WHERE all(id IN ids WHERE single(other IN ids WHERE other = id))
  AND NOT EXISTS {
    MATCH (last)-[after:GUARANTEES]->(next:Company)
    WHERE NOT next.id IN ids
      AND @holds(after)
  }
WITH first, last, steps, ids, ties,
     [(first)<-[before:GUARANTEES]-(surety:Company) WHERE @holds(before) | surety.id] AS above,
     [(last)-[back:GUARANTEES]->(known:Company)
      WHERE known.id IN ids
        AND @holds(back) | known.id] AS back,
     [(first)-[control:CONTROLS]->(owned:Company) WHERE @controls_alone(control) | owned.id] AS owned
WHERE any(id IN ids[1..] WHERE NOT id IN owned)
  AND (size(above) = 0 OR size(ties) = 5 AND any(id IN above WHERE NOT id IN ids))
WITH first, last, steps, ids, ties,
     [place IN range(0, size(ids) - 1) WHERE any(entry IN range(0, place) WHERE ids[entry] IN back) | ids[place]] AS circle
WITH first, steps, ids, reduce(end = last.id, id IN circle | CASE WHEN id < end THEN id ELSE end END) AS end
ORDER BY size(steps) DESC, ids
WITH first, end, collect(steps)[0] AS steps
WITH first, [node IN steps | node.id] AS ids, [node IN steps | node.name] AS names
UNWIND range(0, size(ids) - 2) AS place
MATCH (guarantor:Party {id: ids[place]})
MATCH (guarantor)-[tie:GUARANTEES]->(borrower:Party {id: ids[place + 1]})
WHERE @holds(tie)
WITH first, ids, names, place, @currency_of(tie) AS currency, sum(coalesce(tie.amount, 0.0)) AS amount,
     @group_by_source(tie, cited)
WITH first, ids, names, place, currency, @max_over_sources(amount, cited)
WITH first, ids, names, [part IN collect({currency: currency, amount: amount}) WHERE part.amount > 0.0] AS parts,
     @collect_flat(cited) AS cited
WITH first, ids, names, parts, cited, @main_currency(parts) AS currency
RETURN first.id AS party_id, first.id AS first_id, ids[-1] AS last_id, names AS names,
       @sum_in_currency(parts, currency) AS amount, @currency_suffix(currency) AS unit, ids[..-1] AS guarantor_ids, ids AS party_ids,
       cited AS records
ORDER BY first_id, last_id
LIMIT $most
