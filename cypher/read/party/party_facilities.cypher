// id: party_facilities
// returns: facility
// one whose latest record came in later than asked for was described otherwise then, and is left out
MATCH (facility:Facility {borrower: $id})
WHERE @open_facility(facility)
  AND facility.id > $after_key
WITH facility
OPTIONAL MATCH (record:Record {key: facility.record})
WITH facility, record
WHERE record IS NULL OR record.known_from <= $as_known
RETURN properties(facility) AS facility
ORDER BY facility.id
LIMIT $limit
