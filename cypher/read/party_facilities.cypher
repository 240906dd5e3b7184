// id: party_facilities
// returns: facility
MATCH (facility:Facility {borrower: $id})
WHERE (facility.starts_on IS NULL OR facility.starts_on <= $as_of)
  AND (facility.closed_on IS NULL OR facility.closed_on > $as_of)
RETURN properties(facility) AS facility
ORDER BY facility.id
LIMIT $limit
