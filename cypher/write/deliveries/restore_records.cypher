// makes the versions current again that the records of a delivery replaced
UNWIND $rows AS row
MATCH (record:Record {key: row.replaces})
SET record.key = row.key, record.known_to = null
