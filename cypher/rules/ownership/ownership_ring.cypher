// id: ownership_ring
// title: Companies own shares in each other in a ring
// title_zh: 企业环形交叉持股
// severity: high
// status: stable
// pages: holding_and_held
// key: ring
// burdens: party_ids
// returns: party_id, ring, names, smallest_share, party_ids, records
// param: minimum_share = 0.05 — from five percent, a holding in a listed company has to be disclosed (China, Securities
//   Law, art. 63); smaller holdings are common financial investments and move little capital
// why: A ring of holdings counts the same capital several times and hides who is in control.
// innocent: Cross-holdings among listed companies are lawful and disclosed: a ring of listed companies only is left
//   out, and so is a ring with a holding below the threshold. One holding that has ended breaks the ring, and so does a
//   company that has been removed from the register.
// unseen: Rings of more than six companies; rings through natural persons; holdings of unknown size.
// source: FATF and Egmont Group, Concealment of Beneficial Ownership (2018)
// sentence_en: {names} own shares in each other in a ring; the smallest holding is {smallest_share:percent}.
// sentence_zh: {names}形成环形交叉持股，最小一环持股{smallest_share:percent}。
UNWIND $page AS start
MATCH (first:Company {id: start.id})
MATCH circle = (first)-[ties:OWNS*2..6]->(first)
WHERE all(tie IN ties WHERE @holds(tie)
                        AND @own_holding(tie)
                        AND @capital_of(tie) > 0)
  AND all(node IN nodes(circle) WHERE node.id >= first.id AND NOT @struck_off(node))
WITH [node IN nodes(circle) | node.id][1..] AS ring, [node IN nodes(circle) | node.name][1..] AS names,
     any(node IN nodes(circle) WHERE coalesce(node.listed, false) = false) AS unlisted
WHERE unlisted
  AND all(id IN ring WHERE single(other IN ring WHERE other = id))
WITH DISTINCT ring, names
UNWIND range(0, size(ring) - 1) AS place
MATCH (owner:Party {id: ring[place]})-[holding:OWNS]->(company:Party {id: ring[(place + 1) % size(ring)]})
WHERE @holds(holding)
  AND @own_holding(holding)
WITH ring, names, place, sum(@capital_of(holding)) AS share, @group_by_source(holding, cited)
WITH ring, names, place, max(share) AS share, collect(cited) AS cited
WITH ring, names, min(share) AS smallest_share, collect(cited) AS cited
WHERE smallest_share >= $minimum_share
RETURN ring[-1] AS party_id, ring AS ring, names AS names, smallest_share AS smallest_share, ring AS party_ids,
       reduce(all = [], link IN cited | all + @flatten(link)) AS records
ORDER BY ring
LIMIT $most
