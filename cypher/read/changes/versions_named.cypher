// id: versions_named
// returns: key, change, delivery, valid_to, replaces, content, ties
// the versions of records with some keys
UNWIND $keys AS key
MATCH (record:Record {key: key})
RETURN record.key AS key, record.change AS change, record.delivery AS delivery, record.valid_to AS valid_to,
       record.replaces AS replaces, record.content AS content, record.ties AS ties
ORDER BY key
