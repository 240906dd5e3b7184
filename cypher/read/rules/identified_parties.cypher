// id: identified_parties
// returns: id, name, kind, identifiers, record
// the parties with identifiers on a day, a page in the order of their ids
MATCH (party:Party)
WHERE party.id > $after
  AND size(party.identifiers) > 0
  AND (party.founded IS NULL OR party.founded <= $as_of)
WITH party ORDER BY party.id LIMIT $size
RETURN party.id AS id, party.name AS name, party.kind AS kind, party.identifiers AS identifiers, party.record AS record
ORDER BY id
