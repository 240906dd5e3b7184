// id: debtors
// returns: id
// the parties with a loan that is open on a day, in the order of their ids
MATCH (facility:Facility)
WHERE @open_facility(facility)
RETURN DISTINCT facility.borrower AS id
ORDER BY id
