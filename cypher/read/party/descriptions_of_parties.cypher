// id: descriptions_of_parties
// returns: party, key, content, change, place, valid_to
// what the records known on a day say of the parties of a list, the latest of each first
UNWIND $ids AS id
MATCH (:Party {id: id})<-[:ABOUT]-(record:Record)
WHERE @known(record)
RETURN id AS party, record.key AS key, record.content AS content, record.change AS change, record.place AS place,
  record.valid_to AS valid_to
ORDER BY party, record.known_from DESC, key
LIMIT $rows
