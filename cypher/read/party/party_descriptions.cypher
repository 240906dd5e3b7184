// id: party_descriptions
// returns: key, content, change, place, valid_to
// what the records known on a day say of the party, the latest first
MATCH (party:Party {id: $id})<-[:ABOUT]-(record:Record)
WHERE @known(record)
RETURN record.key AS key, record.content AS content, record.change AS change, record.place AS place,
  record.valid_to AS valid_to
ORDER BY record.known_from DESC, key
LIMIT $limit
