// takes out the records that a delivery brought
UNWIND $keys AS key
MATCH (record:Record {key: key})
DETACH DELETE record
