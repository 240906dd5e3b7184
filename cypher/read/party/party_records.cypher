// id: party_records
// returns: key, source, reference, place, known_from, known_to, recorded_at, version
// the records that are about the party, the latest first; a page of those that follow a day and a version's key
MATCH (party:Party {id: $id})<-[:ABOUT]-(record:Record)
WHERE @known(record)
  AND (record.known_from < $after_day OR (record.known_from = $after_day AND record.key > $after_key))
WITH record,
     CASE WHEN record.key STARTS WITH '@' THEN substring(record.key, size(split(record.key, '|')[0]) + 1)
          ELSE record.key END AS key
RETURN key AS key, split(key, '|')[0] AS source,
       substring(key, size(split(key, '|')[0]) + 1) AS reference, record.place AS place,
  record.known_from AS known_from, record.known_to AS known_to, record.recorded_at AS recorded_at,
  record.key AS version
ORDER BY known_from DESC, version
LIMIT $limit
