// who holds together with whom on a day: close family, nominees and their principals, parties acting in concert
MATCH (left:Party)-[tie:RELATED_TO]->(right:Party)
WHERE tie.known_to IS NULL
  AND tie.status <> 'retracted'
  AND (tie.valid_from IS NULL OR tie.valid_from <= $as_of)
  AND (tie.valid_to IS NULL OR tie.valid_to > $as_of)
  AND tie.kind IN ['spouse', 'parent', 'child', 'acts_in_concert', 'nominee']
  AND tie.confidence >= $confidence
RETURN left.id AS left, right.id AS right, tie.kind AS kind, max(tie.confidence) AS confidence, collect(tie.record) AS records
