// id: loan_money_returns
// title: Loan money comes back to the borrower or to who controls it
// title_zh: 贷款资金回流至借款人或其控制人
// severity: high
// status: stable
// needs: control
// key: facility_id
// returns: party_id, facility_id, borrower, lent, lent_on, returned, unit, part, ends, through, intermediaries, last_on, party_ids, records
// param: window_days = 30 — money that is spent on its purpose does not come back within a month
// param: minimum_part = 0.5 — half of the loan, summed over all ways and parts; less may be chance
// param: smallest_part = 0.02 — a station that got less than a fiftieth of the loan is not followed further
// why: A loan that comes back after a few stations was never spent on its purpose; sales and assets that it pretends to
//   pay for do not exist.
// innocent: Trade and refunds between parties of which one really supplies the other, leases with a lessor outside the
//   borrower's circle, a cash pool inside one consolidated group, repayments, and money that the borrower sends down to
//   its own subsidiaries.
// unseen: More than three stations, cash, accounts of parties outside the graph, money that comes back later than the
//   window, payments in another currency than the loan (what names none is in CNY), false contracts (a false lease or
//   supply that is in the graph excuses the money here). A loan that is repaid by the day asked for is no longer looked
//   at: ask for a day on which it was open.
// source: CBIRC, Interim Measures on Working Capital Loans (流动资金贷款管理暂行办法), on the use of loan money; FATF typologies
//   on round-tripping
// sentence_en: Of {lent:amount}{unit} lent to {borrower} on {lent_on}, {returned:amount}{unit} ({part:percent}) came to {ends} by {last_on}{through:circle}.
// sentence_zh: {borrower}于{lent_on}获得贷款{lent:amount}{unit}，至{last_on}已有{returned:amount}{unit}（{part:percent}）回流至{ends}{through:circle}。
MATCH (facility:Facility)
WHERE facility.starts_on <= $as_of
  AND (facility.closed_on IS NULL OR facility.closed_on > $as_of)
  AND coalesce(facility.limit, facility.balance) > 0.0
MATCH (borrower:Company {id: facility.borrower})
WITH facility, borrower, coalesce(facility.limit, facility.balance) AS lent, coalesce(facility.currency, 'CNY') AS currency,
     coalesce(facility.lender, '') AS lender,
     facility.starts_on + duration({days: $window_days}) AS until,
     [(borrower)<-[control:CONTROLS]-(head:Party) WHERE control.as_of = $as_of | head.id] AS heads,
     [(borrower)<-[one:CONTROLS]-(:Party)-[two:CONTROLS]->(sister:Party)
      WHERE one.as_of = $as_of AND two.as_of = $as_of | sister.id] AS sisters,
     [(borrower)-[control:CONTROLS]->(own:Party) WHERE control.as_of = $as_of | own.id] AS owned
WITH facility, borrower, lent, currency, lender, until,
     [borrower.id] + [id IN heads + sisters WHERE NOT id IN owned] AS homes
WITH facility, borrower, lent, currency, lender, until, homes,
     [{id: borrower.id, amount: lent, since: facility.starts_on, through: [], told_by: []}] AS start
CALL (start, until, lent, currency, lender, homes) {
  UNWIND start AS stop
  MATCH (payer:Party {id: stop.id})
  WITH payer, stop, until, lent, currency, lender, homes
  MATCH (payer)-[leg:PAYS]->(payee:Party)
  WHERE leg.valid_from >= stop.since
    AND leg.valid_from <= until
    AND leg.valid_from <= $as_of
    AND leg.known_to IS NULL
    AND leg.status <> 'retracted'
    AND leg.amount > 0.0
    AND coalesce(leg.currency, 'CNY') = currency
    AND payee.id <> lender
    AND payee.id <> payer.id
    AND NOT coalesce(leg.purpose, '') IN ['disbursement', 'repayment', 'guarantee_call']
    AND NOT (coalesce(leg.purpose, '') IN ['trade', 'refund'] AND EXISTS {
      MATCH (payer)-[trade:SUPPLIES]-(payee)
      WHERE trade.known_to IS NULL
        AND trade.status <> 'retracted'
        AND (trade.valid_from IS NULL OR trade.valid_from <= leg.valid_from)
        AND (trade.valid_to IS NULL OR trade.valid_to >= leg.valid_from)
    })
    AND NOT (coalesce(leg.purpose, '') = 'lease' AND NOT (payer.id IN homes AND payee.id IN homes))
    AND NOT (coalesce(leg.purpose, '') = 'cash_pool' AND payer:Company AND payee:Company
             AND (EXISTS { (payer)-[:CONTROLS {as_of: $as_of, alone: true}]-(payee) }
                  OR EXISTS { (payer)<-[:CONTROLS {as_of: $as_of, alone: true}]-(:Company)-[:CONTROLS {as_of: $as_of, alone: true}]->(payee) }))
  WITH stop, payee, lent, leg.source AS source, sum(leg.amount) AS paid, min(leg.valid_from) AS since,
       max(leg.valid_from) AS last, collect(leg.record) AS told_by
  WITH stop, payee, lent, max(paid) AS paid, min(since) AS since, max(last) AS last,
       reduce(flat = [], part IN collect(told_by) | flat + part) AS told_by
  WITH payee, lent, sum(CASE WHEN paid < stop.amount THEN paid ELSE stop.amount END) AS amount, min(since) AS since,
       max(last) AS last, reduce(flat = [], part IN collect(stop.through) | flat + part) AS through,
       reduce(flat = [], part IN collect(told_by + stop.told_by) | flat + part) AS told_by
  WHERE amount >= lent * $smallest_part
  RETURN collect({id: payee.id, amount: amount, since: since, last: last, through: through + [payee.id], told_by: told_by}) AS first
}
CALL (first, until, lent, currency, lender, homes) {
  UNWIND first AS stop
  MATCH (payer:Party {id: stop.id})
  WHERE NOT payer.id IN homes
  WITH payer, stop, until, lent, currency, lender, homes
  MATCH (payer)-[leg:PAYS]->(payee:Party)
  WHERE leg.valid_from >= stop.since
    AND leg.valid_from <= until
    AND leg.valid_from <= $as_of
    AND leg.known_to IS NULL
    AND leg.status <> 'retracted'
    AND leg.amount > 0.0
    AND coalesce(leg.currency, 'CNY') = currency
    AND payee.id <> lender
    AND payee.id <> payer.id
    AND NOT coalesce(leg.purpose, '') IN ['disbursement', 'repayment', 'guarantee_call']
    AND NOT (coalesce(leg.purpose, '') IN ['trade', 'refund'] AND EXISTS {
      MATCH (payer)-[trade:SUPPLIES]-(payee)
      WHERE trade.known_to IS NULL
        AND trade.status <> 'retracted'
        AND (trade.valid_from IS NULL OR trade.valid_from <= leg.valid_from)
        AND (trade.valid_to IS NULL OR trade.valid_to >= leg.valid_from)
    })
    AND NOT (coalesce(leg.purpose, '') = 'lease' AND NOT (payer.id IN homes AND payee.id IN homes))
    AND NOT (coalesce(leg.purpose, '') = 'cash_pool' AND payer:Company AND payee:Company
             AND (EXISTS { (payer)-[:CONTROLS {as_of: $as_of, alone: true}]-(payee) }
                  OR EXISTS { (payer)<-[:CONTROLS {as_of: $as_of, alone: true}]-(:Company)-[:CONTROLS {as_of: $as_of, alone: true}]->(payee) }))
  WITH stop, payee, lent, leg.source AS source, sum(leg.amount) AS paid, min(leg.valid_from) AS since,
       max(leg.valid_from) AS last, collect(leg.record) AS told_by
  WITH stop, payee, lent, max(paid) AS paid, min(since) AS since, max(last) AS last,
       reduce(flat = [], part IN collect(told_by) | flat + part) AS told_by
  WITH payee, lent, sum(CASE WHEN paid < stop.amount THEN paid ELSE stop.amount END) AS amount, min(since) AS since,
       max(last) AS last, reduce(flat = [], part IN collect(stop.through) | flat + part) AS through,
       reduce(flat = [], part IN collect(told_by + stop.told_by) | flat + part) AS told_by
  WHERE amount >= lent * $smallest_part
  RETURN collect({id: payee.id, amount: amount, since: since, last: last, through: through + [payee.id], told_by: told_by}) AS second
}
CALL (second, until, lent, currency, lender, homes) {
  UNWIND second AS stop
  MATCH (payer:Party {id: stop.id})
  WHERE NOT payer.id IN homes
  WITH payer, stop, until, lent, currency, lender, homes
  MATCH (payer)-[leg:PAYS]->(payee:Party)
  WHERE leg.valid_from >= stop.since
    AND leg.valid_from <= until
    AND leg.valid_from <= $as_of
    AND leg.known_to IS NULL
    AND leg.status <> 'retracted'
    AND leg.amount > 0.0
    AND coalesce(leg.currency, 'CNY') = currency
    AND payee.id <> lender
    AND payee.id <> payer.id
    AND NOT coalesce(leg.purpose, '') IN ['disbursement', 'repayment', 'guarantee_call']
    AND NOT (coalesce(leg.purpose, '') IN ['trade', 'refund'] AND EXISTS {
      MATCH (payer)-[trade:SUPPLIES]-(payee)
      WHERE trade.known_to IS NULL
        AND trade.status <> 'retracted'
        AND (trade.valid_from IS NULL OR trade.valid_from <= leg.valid_from)
        AND (trade.valid_to IS NULL OR trade.valid_to >= leg.valid_from)
    })
    AND NOT (coalesce(leg.purpose, '') = 'lease' AND NOT (payer.id IN homes AND payee.id IN homes))
    AND NOT (coalesce(leg.purpose, '') = 'cash_pool' AND payer:Company AND payee:Company
             AND (EXISTS { (payer)-[:CONTROLS {as_of: $as_of, alone: true}]-(payee) }
                  OR EXISTS { (payer)<-[:CONTROLS {as_of: $as_of, alone: true}]-(:Company)-[:CONTROLS {as_of: $as_of, alone: true}]->(payee) }))
  WITH stop, payee, lent, leg.source AS source, sum(leg.amount) AS paid, min(leg.valid_from) AS since,
       max(leg.valid_from) AS last, collect(leg.record) AS told_by
  WITH stop, payee, lent, max(paid) AS paid, min(since) AS since, max(last) AS last,
       reduce(flat = [], part IN collect(told_by) | flat + part) AS told_by
  WITH payee, lent, sum(CASE WHEN paid < stop.amount THEN paid ELSE stop.amount END) AS amount, min(since) AS since,
       max(last) AS last, reduce(flat = [], part IN collect(stop.through) | flat + part) AS through,
       reduce(flat = [], part IN collect(told_by + stop.told_by) | flat + part) AS told_by
  WHERE amount >= lent * $smallest_part
  RETURN collect({id: payee.id, amount: amount, since: since, last: last, through: through + [payee.id], told_by: told_by}) AS third
}
CALL (third, until, lent, currency, lender, homes) {
  UNWIND third AS stop
  MATCH (payer:Party {id: stop.id})
  WHERE NOT payer.id IN homes
  WITH payer, stop, until, lent, currency, lender, homes
  MATCH (payer)-[leg:PAYS]->(payee:Party)
  WHERE leg.valid_from >= stop.since
    AND leg.valid_from <= until
    AND leg.valid_from <= $as_of
    AND leg.known_to IS NULL
    AND leg.status <> 'retracted'
    AND leg.amount > 0.0
    AND coalesce(leg.currency, 'CNY') = currency
    AND payee.id <> lender
    AND payee.id <> payer.id
    AND NOT coalesce(leg.purpose, '') IN ['disbursement', 'repayment', 'guarantee_call']
    AND NOT (coalesce(leg.purpose, '') IN ['trade', 'refund'] AND EXISTS {
      MATCH (payer)-[trade:SUPPLIES]-(payee)
      WHERE trade.known_to IS NULL
        AND trade.status <> 'retracted'
        AND (trade.valid_from IS NULL OR trade.valid_from <= leg.valid_from)
        AND (trade.valid_to IS NULL OR trade.valid_to >= leg.valid_from)
    })
    AND NOT (coalesce(leg.purpose, '') = 'lease' AND NOT (payer.id IN homes AND payee.id IN homes))
    AND NOT (coalesce(leg.purpose, '') = 'cash_pool' AND payer:Company AND payee:Company
             AND (EXISTS { (payer)-[:CONTROLS {as_of: $as_of, alone: true}]-(payee) }
                  OR EXISTS { (payer)<-[:CONTROLS {as_of: $as_of, alone: true}]-(:Company)-[:CONTROLS {as_of: $as_of, alone: true}]->(payee) }))
  WITH stop, payee, lent, leg.source AS source, sum(leg.amount) AS paid, min(leg.valid_from) AS since,
       max(leg.valid_from) AS last, collect(leg.record) AS told_by
  WITH stop, payee, lent, max(paid) AS paid, min(since) AS since, max(last) AS last,
       reduce(flat = [], part IN collect(told_by) | flat + part) AS told_by
  WITH payee, lent, sum(CASE WHEN paid < stop.amount THEN paid ELSE stop.amount END) AS amount, min(since) AS since,
       max(last) AS last, reduce(flat = [], part IN collect(stop.through) | flat + part) AS through,
       reduce(flat = [], part IN collect(told_by + stop.told_by) | flat + part) AS told_by
  WHERE amount >= lent * $smallest_part
  RETURN collect({id: payee.id, amount: amount, since: since, last: last, through: through + [payee.id], told_by: told_by}) AS fourth
}
WITH facility, borrower, lent, homes, [stop IN first + second + third + fourth WHERE stop.id IN homes] AS back
WITH facility, borrower, lent, homes, back, reduce(total = 0.0, stop IN back | total + stop.amount) AS summed
WHERE summed >= lent * $minimum_part
WITH facility, borrower, lent, back, CASE WHEN summed > lent THEN lent ELSE summed END AS returned,
     reduce(flat = [], stop IN back | flat + stop.through) AS stations, [stop IN back | stop.id] AS end_ids
MATCH (station:Party)
WHERE station.id IN stations
WITH facility, borrower, lent, back, returned, end_ids, station
ORDER BY station.id
WITH facility, borrower, lent, back, returned, end_ids, collect(station) AS stations
WITH facility, borrower, lent, back, returned, end_ids, stations,
     [(borrower)<-[control:CONTROLS]-(head:Party)
      WHERE control.as_of = $as_of AND head.id IN end_ids
      | {end: head.id, records: control.records, through: control.through}]
     + [(borrower)<-[one:CONTROLS]-(:Party)-[two:CONTROLS]->(sister:Party)
        WHERE one.as_of = $as_of AND two.as_of = $as_of AND sister.id IN end_ids AND sister.id <> borrower.id
        | {end: sister.id, records: one.records + two.records, through: one.through + two.through}] AS reasons
WITH facility, borrower, lent, back, returned, end_ids, stations,
     [reason IN reasons WHERE size(reason.through) = 0
                           OR none(other IN reasons WHERE other.end = reason.end AND size(other.through) = 0)] AS reasons
RETURN borrower.id AS party_id, facility.id AS facility_id, borrower.name AS borrower, lent AS lent,
       facility.starts_on AS lent_on, returned AS returned,
       CASE WHEN coalesce(facility.currency, 'CNY') = 'CNY' THEN '' ELSE ' ' + facility.currency END AS unit,
       returned / lent AS part,
       [station IN stations WHERE station.id IN end_ids | station.name] AS ends,
       reduce(flat = [], reason IN reasons | flat + reason.through) AS through,
       [station IN stations WHERE NOT station.id IN end_ids | station.name] AS intermediaries,
       reduce(latest = back[0].last, stop IN back | CASE WHEN stop.last > latest THEN stop.last ELSE latest END) AS last_on,
       [borrower.id] + [station IN stations | station.id] AS party_ids,
       reduce(flat = [facility.record], stop IN back | flat + stop.told_by)
       + reduce(flat = [], reason IN reasons | flat + reason.records) AS records
ORDER BY facility_id
LIMIT $most
