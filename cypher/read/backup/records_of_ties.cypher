// what the records of relationships hold, by their keys
UNWIND $keys AS key
MATCH (record:Record {key: key})
RETURN record.key AS key, record.hash AS hash, record.content AS content, record.ties AS ties
ORDER BY key
