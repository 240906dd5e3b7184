// id: party_facilities
// returns: facility
// one whose latest record came in later than asked for was described otherwise then, and is left out
MATCH (facility:Facility {borrower: $id})
WHERE (facility.starts_on IS NULL OR facility.starts_on <= $as_of)
  AND (facility.closed_on IS NULL OR facility.closed_on > $as_of)
WITH facility
OPTIONAL MATCH (record:Record {key: facility.record})
WITH facility, record
WHERE record IS NULL OR record.known_from <= $as_known
RETURN properties(facility) AS facility
ORDER BY facility.id
LIMIT $limit
