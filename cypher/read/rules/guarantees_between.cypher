// id: guarantees_between
// returns: guarantor_id, borrower_id, currency, amount, records
// the guarantees of pairs of companies on a day, added up for each currency
UNWIND $pairs AS pair
MATCH (guarantor:Party {id: pair.guarantor_id})
MATCH (guarantor)-[tie:GUARANTEES]->(borrower:Party {id: pair.borrower_id})
WHERE @secures_debt(tie)
WITH guarantor, borrower, @currency_of(tie) AS currency, sum(coalesce(tie.amount, 0.0)) AS amount, @group_by_source(tie, records)
WITH guarantor, borrower, currency, @max_over_sources(amount, records)
RETURN guarantor.id AS guarantor_id, borrower.id AS borrower_id, currency AS currency, amount AS amount, records AS records
ORDER BY guarantor_id, borrower_id, currency
