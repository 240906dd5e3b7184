// writes the day on which figures left the file of the last source that had them: it was not stored before
MATCH (record:Record)
WHERE record.valid_to IS NOT NULL
  AND record.known_to IS NULL
WITH record
MATCH (record)-[:ABOUT]->(figure:Indicator)
WHERE size([(figure)<-[:ABOUT]-(other:Record) WHERE other.known_to IS NULL AND other.valid_to IS NULL | other.key]) = 0
WITH figure, max(record.valid_to) AS day
SET figure.ended_on = day
