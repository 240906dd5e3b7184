// changes mentions in documents
UNWIND $rows AS row
MATCH (party:Party {id: row.at.start})-[tie:MENTIONED_IN]->(document:Document {id: row.at.end})
WHERE tie.record = row.at.record AND coalesce(tie.start_char, -1) = row.at.start_char
  AND coalesce(tie.change, -1) = row.at.change
SET tie += row.set
