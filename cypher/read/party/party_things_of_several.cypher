// id: party_things_of_several
// returns: label, id, key, content, change, place, valid_to
// what the records known on a day say of those loans and figures of the party that several of them describe: only
// things that several records describe, or described, are linked to them
CALL () {
  MATCH (thing:Facility {borrower: $id})<-[:ABOUT]-(record:Record)
  RETURN 'Facility' AS label, thing.id AS id, record
  UNION ALL
  MATCH (thing:Indicator {party: $id})<-[:ABOUT]-(record:Record)
  RETURN 'Indicator' AS label, thing.id AS id, record
}
WITH label, id, record
WHERE @known(record)
WITH label, id, collect(record) AS records
WHERE size(records) > 1
UNWIND records AS record
RETURN label AS label, id AS id, record.key AS key, record.content AS content, record.change AS change,
  record.place AS place, record.valid_to AS valid_to
ORDER BY label, id, key
LIMIT $limit
