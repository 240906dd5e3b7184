// id: guarantee_star
// title: One company guarantees many, or many guarantee one
// title_zh: 星形担保
// severity: medium
// status: stable
// needs: control
// pages: guarantee_centres
// key: party_id, direction
// burdens: burdened_ids
// returns: party_id, direction, name, count, others, amount, unit, burdened_ids, party_ids, records
// param: minimum_others = 4 — up to three guarantees are everyday business; the fourth makes the company a hub
// why: A company that guarantees many carries the debt of them all. A debtor that needs many guarantors is lent to on
//   their credit and not on its own, and its default calls all of them at once. The finding burdens a guarantor of
//   many; where many guarantee one debtor, it burdens that debtor and all of them.
// innocent: For a licensed financing guarantee company or a bank (industry J), guaranteeing is the business. A parent
//   that guarantees companies it openly controls is lent to as a group: those companies do not count, nor does the
//   parent as their guarantor.
// unseen: Guarantees by natural persons; guarantees missing from the graph; amounts in any currency but the most common
//   one (an amount without a currency counts as CNY).
// source: methods of guarantee circles (星形担保)
// sentence_en: {name}, as {direction:role}, is at the centre of {count} guarantees with {others}, {amount:amount}{unit} in all.
// sentence_zh: {name}作为{direction:role}，处于与{count}家企业（{others}）担保关系的中心，合计{amount:amount}{unit}。
UNWIND $page AS start
MATCH (centre:Company {id: start.id})
CALL (centre) {
  MATCH (centre)-[tie:GUARANTEES]->(other:Company)
  RETURN 'guarantor' AS direction, centre AS guarantor, tie, other
  UNION ALL
  MATCH (other:Company)-[tie:GUARANTEES]->(centre)
  RETURN 'guaranteed' AS direction, other AS guarantor, tie, other
}
WITH centre, direction, guarantor, tie, other
WHERE @secures_debt(tie)
  AND NOT coalesce(guarantor.industry, '') STARTS WITH 'J'
WITH direction, centre, other, @currency_of(tie) AS currency,
     sum(coalesce(tie.amount, 0.0)) AS amount, @group_by_source(tie, cited)
WITH direction, centre, other, currency, @max_over_sources(amount, cited)
WITH direction, centre, other, collect({currency: currency, amount: amount}) AS parts, @collect_flat(cited) AS cited
WITH direction, centre, other, parts, cited,
     [(other)-[control:CONTROLS]->(centre) WHERE @controls_alone(control) | 1]
     + [(centre)-[control:CONTROLS]->(other) WHERE @controls_alone(control) | 1] AS inside
WHERE size(inside) = 0
WITH direction, centre, other, parts, cited
ORDER BY other.id
WITH direction, centre, collect(other) AS others, collect(parts) AS parts, collect(cited) AS cited
WHERE size(others) >= $minimum_others
WITH direction, centre, others, cited,
     [part IN @flatten(parts) WHERE part.amount > 0.0] AS parts
WITH direction, centre, others, cited, parts, @main_currency(parts) AS currency
RETURN centre.id AS party_id, direction AS direction, centre.name AS name, size(others) AS count,
       [party IN others | party.name] AS others, @sum_in_currency(parts, currency) AS amount, @currency_suffix(currency) AS unit,
       [centre.id] + CASE WHEN direction = 'guaranteed' THEN [party IN others | party.id] ELSE [] END AS burdened_ids,
       [centre.id] + [party IN others | party.id] AS party_ids,
       @flatten(cited) AS records
ORDER BY party_id, direction
LIMIT $most
