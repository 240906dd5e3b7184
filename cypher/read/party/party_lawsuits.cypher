// id: party_lawsuits
// returns: lawsuit, tie
MATCH (party:Party {id: $id})-[tie:PARTY_TO]->(lawsuit:Lawsuit)
WHERE @holds_as_known(tie)
  AND @open_lawsuit(lawsuit)
  AND (lawsuit.id > $after_key OR (lawsuit.id = $after_key AND tie.record > $after_record))
RETURN properties(lawsuit) AS lawsuit, properties(tie) AS tie
ORDER BY lawsuit.id, tie.record
LIMIT $limit
