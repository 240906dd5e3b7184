// id: document_mentions
// returns: place, id, kind, name, tie
// a page of the mentions that follow a place, a party and a record in the order of the text
MATCH (document:Document {id: $id})<-[tie:MENTIONED_IN]-(party:Party)
WHERE tie.known_from <= $as_known AND (tie.known_to IS NULL OR tie.known_to > $as_known)
  AND (tie.valid_from IS NULL OR tie.valid_from <= $as_of)
  AND (tie.valid_to IS NULL OR tie.valid_to > $as_of)
  AND tie.status <> 'retracted'
WITH tie, party, coalesce(tie.start_char, -1) AS place
WHERE place > $after_place
   OR (place = $after_place AND party.id > $after_party)
   OR (place = $after_place AND party.id = $after_party AND tie.record > $after_record)
RETURN place AS place, party.id AS id, party.kind AS kind, party.name AS name, properties(tie) AS tie
ORDER BY place, party.id, tie.record
LIMIT $limit
