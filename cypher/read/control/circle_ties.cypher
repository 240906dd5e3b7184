// which parties hold together on a day: close family, nominees and their principals, parties acting in concert
MATCH (left:Party)-[tie:RELATED_TO]->(right:Party)
WHERE @holds(tie)
  AND @makes_circle(tie)
  AND tie.confidence >= $confidence
RETURN left.id AS left, right.id AS right, tie.kind AS kind, max(tie.confidence) AS confidence, collect(tie.record) AS records
