// id: party_past_defaults
// returns: id, since, closed, record
// the loans of a party that were in default and are no longer open, those of the latest closing day first
MATCH (facility:Facility {borrower: $id})
WHERE facility.defaulted_on <= $as_of
  AND facility.closed_on <= $as_of
OPTIONAL MATCH (record:Record {key: facility.record})
WITH facility, record
WHERE record IS NULL OR record.known_from <= $as_known
RETURN facility.id AS id, facility.defaulted_on AS since, facility.closed_on AS closed, facility.record AS record
ORDER BY closed DESC, id
LIMIT $limit
