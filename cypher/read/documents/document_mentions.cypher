// id: document_mentions
// returns: place, id, kind, name, tie, detail
// a page of the mentions that follow a place, a party and what it says there, in the order of the text
MATCH (document:Document {id: $id})<-[tie:MENTIONED_IN]-(party:Party)
WHERE @holds_as_known(tie)
WITH tie, party, coalesce(tie.start_char, -1) AS place,
     coalesce(tie.event, '') + '|' + coalesce(tie.role, '') + '|' + tie.record AS detail
WHERE place > $after_place
   OR (place = $after_place AND party.id > $after_party)
   OR (place = $after_place AND party.id = $after_party AND detail > $after_detail)
RETURN place AS place, party.id AS id, party.kind AS kind, party.name AS name, properties(tie) AS tie,
       detail
ORDER BY place, party.id, detail
LIMIT $limit
