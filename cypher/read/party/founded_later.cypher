// id: founded_later
// returns: id, name, founded
// the parties of a list that were founded after a day
UNWIND $ids AS id
MATCH (party:Party {id: id})
WHERE party.founded > $as_of
RETURN party.id AS id, party.name AS name, party.founded AS founded
ORDER BY id
