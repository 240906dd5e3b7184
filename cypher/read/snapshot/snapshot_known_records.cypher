// id: snapshot_known_records
// title: Which of some records had entered the books by a day
// returns: key
UNWIND $keys AS key
MATCH (record:Record {key: key})
WHERE record.known_from <= $as_known
RETURN DISTINCT key AS key
