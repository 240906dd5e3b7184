// id: payments_from
// returns: payer_id, payee_id, payee, paid_on, amount, currency, purpose, source, record
// the payments of some parties, each from a day up to another, by which borrowed money may have gone on; left out: what a
// lender pays out, is paid back or calls in, trade between two parties where one really supplies the other, and the cash pool of
// a consolidated group
UNWIND $payers AS place
MATCH (payer:Party {id: place.id})
WITH payer, place
MATCH (payer)-[leg:PAYS]->(payee:Party)
WHERE @current(leg)
  AND leg.valid_from >= place.since
  AND leg.valid_from <= place.until
  AND leg.valid_from <= $as_of
  AND leg.amount > 0.0
  AND payee.id <> payer.id
  AND NOT coalesce(leg.purpose, '') IN ['disbursement', 'repayment', 'guarantee_call']
  AND NOT (coalesce(leg.purpose, '') IN ['trade', 'refund'] AND EXISTS {
    MATCH (payer)-[trade:SUPPLIES]-(payee)
    WHERE @current(trade)
      AND (trade.valid_from IS NULL OR trade.valid_from <= leg.valid_from)
      AND (trade.valid_to IS NULL OR trade.valid_to >= leg.valid_from)
  })
  AND NOT (coalesce(leg.purpose, '') = 'cash_pool' AND payer:Company AND payee:Company
           AND (EXISTS { (payer)-[:CONTROLS {as_of: $as_of, alone: true}]-(payee) }
                OR EXISTS { (payer)<-[:CONTROLS {as_of: $as_of, alone: true}]-(:Company)
                            -[:CONTROLS {as_of: $as_of, alone: true}]->(payee) }))
RETURN payer.id AS payer_id, payee.id AS payee_id, payee.name AS payee, leg.valid_from AS paid_on, leg.amount AS amount,
       @currency_of(leg) AS currency, coalesce(leg.purpose, '') AS purpose, leg.source AS source, leg.record AS record
ORDER BY payer_id, paid_on, payee_id, record
