// id: related_party_trade
// title: Buyer and seller have the same controller
// title_zh: 买卖双方受同一控制人控制
// severity: high
// status: stable
// needs: control
// pages: sellers
// key: seller_id, buyer_id
// burdens: seller_id, buyer_id
// returns: party_id, seller_id, buyer_id, seller, buyer, controllers, through, amount, unit, share_of_sales, openly, disclosed, hit_severity, party_ids, records
// param: minimum_share_of_sales = 0.05 — below a twentieth of the seller's sales, the trade is immaterial; an unknown
//   share counts
// param: whole = 0.95 — from this share on, a subsidiary is an arm of its parent
// why: Sales between parties under common control can be invented; receivables from them are no security.
// innocent: A manufacturer may sell through a sales company it openly owns almost entirely, and listed or public groups
//   disclose their intra-group trade: both are left out. Control or trade that has ended no longer counts. If one party
//   controls both through shareholdings alone, only that party is named; otherwise the ties within the circle are named
//   and cited. Trade that the parties disclose as related is a note (low): the reader knows it, and it still is no sale to
//   an independent buyer. It counts as disclosed if a source says so of all the trade between the two, and none denies it.
// unseen: Trade through an outside intermediary; control that no source reports; amounts in any currency but the most
//   common one (an amount without a currency counts as CNY).
// source: CBIRC, factoring and supply-chain finance rules (2019/155, authenticity of trade); CAS 36, IAS 24
// sentence_en: {seller} sells {amount:amount}{unit} a year to {buyer}; both are controlled by {controllers}{through:circle}{disclosed:disclosed}.
// sentence_zh: {seller}每年向{buyer}销售{amount:amount}{unit}，双方均由{controllers}控制{through:circle}{disclosed:disclosed}。
UNWIND $page AS start
MATCH (seller:Company {id: start.id})
WITH seller, [seller.id] + [(seller)<-[control:CONTROLS]-(:Party) WHERE control.as_of = $as_of | control.circle] AS circles
MATCH (seller)-[trade:SUPPLIES]->(buyer:Company)
WHERE @holds(trade)
  AND seller.id <> buyer.id
  AND (buyer.id IN circles
       OR size([(buyer)<-[control:CONTROLS]-(:Party)
                WHERE control.as_of = $as_of AND control.circle IN circles | control.circle]) > 0)
WITH seller, buyer, @currency_of(trade) AS currency,
     sum(coalesce(trade.annual_amount, 0.0)) AS amount, sum(coalesce(trade.share_of_sales, 0.0)) AS summed,
     count(trade.share_of_sales) AS known,
     sum(CASE trade.disclosed_related WHEN true THEN 1 ELSE 0 END) AS said,
     sum(CASE trade.disclosed_related WHEN false THEN 1 ELSE 0 END) AS denied, count(trade) AS trades, @group_by_source(trade, cited)
WITH seller, buyer, source, sum(summed) AS summed, sum(known) AS known, collect({currency: currency, amount: amount}) AS parts,
     sum(trades) - sum(said) AS unsaid, sum(denied) AS denied, @collect_flat(cited) AS cited
WITH seller, buyer, max(CASE WHEN known = 0 THEN -1.0 ELSE summed END) AS largest, min(unsaid) AS unsaid, sum(denied) AS denied,
     @collect_flat(parts) AS parts, @collect_flat(cited) AS cited
WITH seller, buyer, cited, CASE WHEN largest < 0.0 THEN null ELSE largest END AS share_of_sales,
     unsaid = 0 AND denied = 0 AS disclosed, [part IN parts WHERE part.amount > 0.0] AS parts
WHERE share_of_sales IS NULL OR share_of_sales >= $minimum_share_of_sales
WITH seller, buyer, cited, share_of_sales, disclosed, parts, @main_currency(parts) AS currency
WITH seller, buyer, cited, share_of_sales, disclosed, {sum: @largest_in_currency(parts, currency), unit: @currency_suffix(currency)} AS amount
WITH seller, buyer, amount, cited, share_of_sales, disclosed,
     @controllers_of(seller) AS seller_heads,
     @controllers_of(buyer) AS buyer_heads,
     [(seller)<-[one:CONTROLS]-(head:Party)
      WHERE @controls_alone(one) AND @listed_or_public(head)
        AND (head.id = buyer.id OR EXISTS { MATCH (head)-[two:CONTROLS]->(buyer) WHERE @controls_alone(two) })
      | head.id] AS published,
     [(seller)-[arm:OWNS]-(buyer)
      WHERE @holds(arm)
        AND arm.share >= $whole | arm.share] AS arms
WITH seller, buyer, amount, cited, share_of_sales, disclosed, published, arms,
     [head IN seller_heads WHERE any(other IN buyer_heads WHERE other.circle = head.circle)] AS seller_side,
     [other IN buyer_heads WHERE any(head IN seller_heads WHERE head.circle = other.circle)] AS buyer_side,
     [head IN seller_heads WHERE head.alone AND any(other IN buyer_heads WHERE other.alone AND other.id = head.id)
      | head.id] AS openly
WHERE size(seller_side) > 0
  AND size(published) = 0
  AND size(arms) = 0
  AND NOT (coalesce(seller.listed, false) AND any(head IN seller_side WHERE head.id = seller.id))
UNWIND [head IN seller_side + buyer_side WHERE size(openly) = 0 OR head.id IN openly] AS head
WITH seller, buyer, amount, cited, share_of_sales, disclosed, openly, head
ORDER BY head.id
WITH seller, buyer, amount, cited, share_of_sales, disclosed, openly, collect(head) AS heads
WITH seller, buyer, amount, cited, share_of_sales, disclosed, openly, heads,
     reduce(once = [], head IN heads | CASE WHEN any(other IN once WHERE other.id = head.id) THEN once ELSE once + [head] END) AS named
RETURN seller.id AS party_id, seller.id AS seller_id, buyer.id AS buyer_id, seller.name AS seller, buyer.name AS buyer,
       [head IN named | head.name] AS controllers, @concat_property(heads, through) AS through,
       amount.sum AS amount, amount.unit AS unit, share_of_sales AS share_of_sales, size(openly) > 0 AS openly, disclosed AS disclosed,
       CASE WHEN disclosed THEN 'low' ELSE 'high' END AS hit_severity,
       [seller.id, buyer.id] + [head IN named | head.id] AS party_ids,
       cited + @concat_property(heads, records) AS records
ORDER BY seller_id, buyer_id
LIMIT $most
