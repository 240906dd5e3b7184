// records of all versions that may name a person; a scan of all records, for which no index serves
MATCH (record:Record)
WHERE record.content CONTAINS $whole OR record.content CONTAINS $part
RETURN properties(record) AS record
