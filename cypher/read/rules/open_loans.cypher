// id: open_loans
// returns: facility_id, record, borrower_id, borrower, lender, lent, currency, lent_on
// the loans to companies and persons that are open on a day, each with its borrower and amount
MATCH (facility:Facility)
WHERE facility.starts_on <= $as_of
  AND @not_closed(facility)
  AND coalesce(facility.limit, @balance_on_day(facility)) > 0.0
MATCH (borrower:Party {id: facility.borrower})
WHERE borrower:Company OR borrower:Person
RETURN facility.id AS facility_id, facility.record AS record, borrower.id AS borrower_id, borrower.name AS borrower,
       facility.lender AS lender, coalesce(facility.limit, @balance_on_day(facility)) AS lent, @currency_of(facility) AS currency,
       facility.starts_on AS lent_on
ORDER BY facility_id
