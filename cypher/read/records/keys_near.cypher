// id: keys_near
// returns: key
// the first keys of records in a range
MATCH (record:Record)
WHERE record.key >= $first AND record.key < $past
RETURN record.key AS key
ORDER BY key
LIMIT $limit
