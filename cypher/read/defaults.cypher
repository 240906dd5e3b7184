// id: defaults
// returns: id, since, record
// which parties of a list have an open loan in default on a day, each with the loan that has been so for the longest
UNWIND $ids AS id
MATCH (facility:Facility {borrower: id})
WHERE facility.defaulted_on <= $as_of
  AND @not_closed(facility)
OPTIONAL MATCH (record:Record {key: facility.record})
WITH id, facility, record
WHERE record IS NULL OR record.known_from <= $as_known
WITH id, facility
ORDER BY facility.defaulted_on, facility.id
WITH id, collect(facility) AS facilities
RETURN id AS id, facilities[0].defaulted_on AS since, facilities[0].record AS record
ORDER BY id
