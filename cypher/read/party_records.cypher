// id: party_records
// returns: key, source, reference, place, known_from, known_to, recorded_at, change, valid_to, content
MATCH (party:Party {id: $id})<-[:ABOUT]-(record:Record)
WHERE @known(record)
WITH record,
     CASE WHEN record.key STARTS WITH '@' THEN substring(record.key, size(split(record.key, '|')[0]) + 1)
          ELSE record.key END AS key
RETURN key AS key, split(key, '|')[0] AS source,
       substring(key, size(split(key, '|')[0]) + 1) AS reference, record.place AS place,
  record.known_from AS known_from, record.known_to AS known_to, record.recorded_at AS recorded_at,
  record.change AS change, record.valid_to AS valid_to, record.content AS content
ORDER BY record.known_from DESC, record.key
LIMIT $limit
