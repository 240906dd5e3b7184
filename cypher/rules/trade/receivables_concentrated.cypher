// id: receivables_concentrated
// title: One buyer owes most of the seller's receivables
// title_zh: 应收账款集中于单一买方
// severity: medium
// status: stable
// needs: control
// pages: sellers
// key: party_id, buyer_circle
// burdens: burdened_ids
// returns: party_id, buyer_circle, seller, buyers, doubts, hit_severity, through, owed, total, unit, part, burdened_ids, party_ids, records
// param: minimum_part = 0.5 — half of the receipts from one counterparty makes the two a single risk (Basel LEX10.13);
//   the rule requires strictly more
// param: public_after_days = 120 — annual accounts are published within four months of year end (Securities Law, art.
//   79); score measures wait as long
// param: month_public_after_days = 31 — monthly figures are available one month later; score measures use the same
//   delay
// param: influence = 0.2 — from a fifth of the votes on, a holder is presumed to have significant influence (CAS 2), and
//   the two are related parties (CAS 36)
// why: If that one buyer fails or pays late, the seller cannot pay its own debts.
// innocent: To have one main buyer is normal practice, above all in supply chains. It burdens the seller only if the buyer
//   is weak (in default, bankrupt, a dishonest executee, struck off or without licence) or related to the seller; if its
//   only fault is that a single source reports it and none has verified it, severity is low. A
//   public body pays late but does not fail. Debts within the seller's own group are left to related_party_trade.
// unseen: A low score of the buyer: scores are computed after the rules. Disputed debts, which count for nothing. Buyers
//   that appear in no source: without total receivables or a share of sales, a single known buyer proves nothing. Receivables are the last reported in published accounts. Amounts in any currency but the most common one
//   are left out (an amount without a currency counts as CNY): the ratio is then to the receivables in the accounts in
//   that currency, and without such accounts nothing is reported. Figures in a unit that is not a currency, such as 万元.
// source: Basel Framework LEX10.13, economic interdependence
// sentence_en: Of the receivables of {seller}, {part:percent} ({owed:amount}{unit}) are owed by {buyers}{doubts:doubt}{through:circle}.
// sentence_zh: {seller}的应收账款中{part:percent}（{owed:amount}{unit}）来自{buyers}{doubts:doubt}{through:circle}。
UNWIND $page AS start
MATCH (seller:Company {id: start.id})
MATCH (seller)-[trade:SUPPLIES]->(buyer:Party)
WHERE @holds(trade)
WITH seller, buyer, @currency_of(trade) AS currency,
     sum(coalesce(trade.receivable, 0.0)) AS owed, sum(coalesce(trade.share_of_sales, 0.0)) AS of_sales,
     max(CASE WHEN trade.status = 'verified' THEN 1 ELSE 0 END) AS verified, @group_by_source(trade, cited)
WITH seller, buyer, source, sum(of_sales) AS of_sales, max(verified) AS verified,
     collect({currency: currency, amount: owed}) AS parts, @collect_flat(cited) AS cited
WITH seller, buyer, max(of_sales) AS of_sales, max(verified) AS verified, count(source) AS sources,
     [part IN @collect_flat(parts) WHERE part.amount > 0.0] AS parts, @collect_flat(cited) AS cited
WITH seller, buyer, of_sales, parts, cited,
     CASE WHEN verified = 1 OR sources > 1 THEN [] ELSE ['single_source'] END AS doubts
WITH seller, collect({buyer: buyer, of_sales: of_sales, doubts: doubts, parts: parts, cited: cited}) AS trades
WITH seller, trades, @concat_property(trades, parts) AS parts
WITH seller, trades, parts, @main_currency(parts) AS currency
WITH seller, trades, currency, any(part IN parts WHERE part.currency <> currency) AS mixed
UNWIND trades AS trade
WITH seller, currency, mixed, trade.buyer AS buyer, trade.of_sales AS of_sales, trade.doubts AS doubts, trade.cited AS cited,
     trade.parts AS parts
WITH seller, currency, mixed, buyer, of_sales, doubts, cited, @largest_in_currency(parts, currency) AS owed
OPTIONAL MATCH (head:Party)-[control:CONTROLS]->(buyer)
WHERE control.as_of = $as_of
  AND control.top
WITH seller, currency, mixed, buyer, owed, of_sales, doubts, cited, coalesce(min(control.circle), buyer.id) AS circle,
     collect({head: head.id, circle: control.circle, alone: control.alone, records: control.records,
              through: control.through}) AS reasons
ORDER BY buyer.id
WITH seller, currency, mixed, circle, collect(buyer) AS buyers, sum(owed) AS owed, sum(of_sales) AS of_sales,
     @collect_flat(doubts) AS doubts, collect(cited) AS cited, collect([reason IN reasons WHERE reason.circle = circle]) AS reasons
WITH seller, currency, mixed, collect({circle: circle, buyers: buyers, owed: owed, of_sales: of_sales, doubts: doubts, cited: cited,
                     reasons: reasons}) AS debtors,
     sum(owed) AS known
WHERE known > 0.0
  AND any(debtor IN debtors WHERE debtor.owed > known * $minimum_part)
OPTIONAL MATCH (figure:Indicator {party: seller.id})
WHERE figure.name = 'receivables'
  AND @published_in_currency(figure, currency)
WITH seller, currency, mixed, debtors, known, figure
ORDER BY @last_month(figure) DESC
WITH seller, currency, mixed, debtors, known, collect(figure.value)[0] AS reported
UNWIND debtors AS debtor
WITH seller, currency, mixed, debtors, debtor, reported, CASE WHEN reported > known THEN reported ELSE known END AS total
WHERE debtor.owed > total * $minimum_part
  AND (size(debtors) > 1 AND NOT mixed OR reported IS NOT NULL OR debtor.of_sales > $minimum_part)
  AND none(buyer IN debtor.buyers WHERE buyer:PublicBody)
OPTIONAL MATCH (:Party)-[own:CONTROLS]->(seller)
WHERE own.as_of = $as_of
  AND own.top
WITH seller, currency, debtor, total, coalesce(min(own.circle), seller.id) AS own_circle
OPTIONAL MATCH (top:PublicBody {id: debtor.circle})
WITH seller, currency, debtor, total, own_circle, count(top) AS public
WHERE own_circle <> debtor.circle
  AND public = 0
WITH seller, currency, debtor, total,
     [reason IN debtor.reasons[0]
      WHERE reason.alone AND all(others IN debtor.reasons WHERE any(other IN others WHERE other.head = reason.head AND other.alone))
      | reason.head] AS openly
WITH seller, currency, debtor, total,
     CASE WHEN size(debtor.buyers) < 2 THEN []
          ELSE reduce(flat = [], part IN debtor.reasons
                      | flat + [reason IN part WHERE size(openly) = 0 OR reason.head IN openly]) END AS reasons
UNWIND debtor.buyers AS item
OPTIONAL MATCH (loan:Facility {borrower: item.id})
WHERE loan.defaulted_on <= $as_of
  AND @not_closed(loan)
WITH seller, currency, debtor, total, reasons, item, count(loan) AS defaults
OPTIONAL MATCH (item)-[role:PARTY_TO]->(case:Lawsuit)
WHERE case.kind IN ['bankruptcy', 'dishonest_executee']
  AND @debtor_in_listing(role, case)
WITH seller, currency, debtor, total, reasons, item, defaults, count(case) AS cases
WITH seller, currency, debtor, total, reasons,
     CASE WHEN defaults > 0 THEN ['in_default'] ELSE [] END
     + CASE WHEN cases > 0 THEN ['insolvent'] ELSE [] END
     + CASE WHEN coalesce(item.operating_status, 'active') IN ['revoked', 'dissolved', 'bankrupt', 'deregistered']
                 AND (item.described_at IS NULL OR item.described_at <= $as_of)
            THEN ['struck_off'] ELSE [] END
     + [(seller)-[arm:OWNS]-(item) WHERE @holds(arm) AND @votes_of(arm) >= $influence | 'related']
     + [(seller)<-[one:OWNS]-(:Party)-[two:OWNS]->(item)
        WHERE @holds(one) AND @holds(two) AND @votes_of(one) >= $influence AND @votes_of(two) >= $influence | 'related'] AS faults
WITH seller, currency, debtor, total, reasons, @collect_flat(faults) AS faults
WITH seller, currency, debtor, total, reasons, faults + debtor.doubts AS found
WITH seller, currency, debtor, total, reasons,
     [doubt IN ['in_default', 'insolvent', 'struck_off', 'related', 'single_source'] WHERE doubt IN found] AS doubts
RETURN seller.id AS party_id, debtor.circle AS buyer_circle, seller.name AS seller, [item IN debtor.buyers | item.name] AS buyers,
       doubts AS doubts, CASE WHEN size(doubts) = 0 OR doubts = ['single_source'] THEN 'low' ELSE 'medium' END AS hit_severity,
       @concat_property(reasons, through) AS through, debtor.owed AS owed, total AS total, @currency_suffix(currency) AS unit,
       debtor.owed / total AS part,
       CASE WHEN size(doubts) = 0 THEN [] ELSE [seller.id] END AS burdened_ids,
       [seller.id] + [item IN debtor.buyers | item.id] AS party_ids,
       reduce(flat = [], part IN debtor.cited | flat + part) + @concat_property(reasons, records) AS records
ORDER BY party_id, buyer_circle
LIMIT $most
