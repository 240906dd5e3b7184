// id: versions_of_delivery
// returns: key, change, delivery, valid_to, replaces, content, ties
// the versions of records that a delivery brought, at most as many as asked for
MATCH (record:Record {delivery: $delivery})
WITH record
ORDER BY record.key
LIMIT $limit
RETURN record.key AS key, record.change AS change, record.delivery AS delivery, record.valid_to AS valid_to,
       record.replaces AS replaces, record.content AS content, record.ties AS ties
ORDER BY key
