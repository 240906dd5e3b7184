// id: record
// returns: record
// one version of a record, by the key under which it is stored
MATCH (record:Record {key: $key})
RETURN properties(record) AS record
