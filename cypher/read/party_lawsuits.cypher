// id: party_lawsuits
// returns: lawsuit, tie
MATCH (party:Party {id: $id})-[tie:PARTY_TO]->(lawsuit:Lawsuit)
WHERE tie.known_from <= $as_known AND (tie.known_to IS NULL OR tie.known_to > $as_known)
  AND (tie.valid_from IS NULL OR tie.valid_from <= $as_of)
  AND (tie.valid_to IS NULL OR tie.valid_to > $as_of)
  AND tie.status <> 'retracted'
  AND (lawsuit.filed_on IS NULL OR lawsuit.filed_on <= $as_of)
  AND (lawsuit.closed_on IS NULL OR lawsuit.closed_on > $as_of)
RETURN properties(lawsuit) AS lawsuit, properties(tie) AS tie
ORDER BY lawsuit.id, tie.record
LIMIT $limit
