// id: document_mentions
// returns: id, kind, name, tie
MATCH (document:Document {id: $id})<-[tie:MENTIONED_IN]-(party:Party)
WHERE tie.known_from <= $as_known AND (tie.known_to IS NULL OR tie.known_to > $as_known)
  AND (tie.valid_from IS NULL OR tie.valid_from <= $as_of)
  AND (tie.valid_to IS NULL OR tie.valid_to > $as_of)
  AND tie.status <> 'retracted'
RETURN party.id AS id, party.kind AS kind, party.name AS name, properties(tie) AS tie
ORDER BY tie.start_char, party.id, tie.record
LIMIT $limit
