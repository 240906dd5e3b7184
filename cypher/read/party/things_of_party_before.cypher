// id: things_of_party_before
// returns: label, id
// loans and figures of other parties that may have been known, on an earlier day, as those of the party: a version of
// a record known then has one of these texts; a scan of all records, for which no index serves
MATCH (record:Record)
WHERE @known(record)
  AND (record.content CONTAINS $loan OR record.content CONTAINS $figure)
WITH record
MATCH (record)-[:ABOUT]->(thing)
WHERE coalesce(thing.borrower, thing.party) <> $id
RETURN DISTINCT CASE WHEN thing.borrower IS NULL THEN 'Indicator' ELSE 'Facility' END AS label, thing.id AS id
LIMIT $limit
