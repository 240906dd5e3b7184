// id: defaulted_before
// returns: label, id
// loans that were known, on an earlier day, to be in default and those of another borrower than today's; a scan of all
// records, for which no index serves
MATCH (record:Record)
WHERE @known(record)
  AND record.content CONTAINS '"defaulted_on":"'
WITH record
MATCH (record)-[:ABOUT]->(thing:Facility)
WHERE NOT record.content CONTAINS '"borrower":"' + thing.borrower + '"'
RETURN DISTINCT 'Facility' AS label, thing.id AS id
LIMIT $limit
