// id: party_controls
// returns: id, kind, name, control, mates, rivals
// the companies that a party controls as derived for the day, with the joint controllers of each; the rivals are those
// who are named as its controllers too, neither with the party nor above it
MATCH (party:Party {id: $id})
WITH [(head:Party)-[over:CONTROLS]->(party) WHERE over.as_of = $as_of | head.id] AS above, party
MATCH (party)-[control:CONTROLS]->(company:Party)
WHERE control.as_of = $as_of
  AND company.id > $after_key
WITH above, control, company
ORDER BY company.id
LIMIT $limit
CALL (control) {
  UNWIND coalesce(control.jointly_with, []) AS mate_id
  MATCH (mate:Party {id: mate_id})
  RETURN collect({id: mate.id, kind: mate.kind, name: mate.name}) AS mates
}
CALL (above, control, company) {
  MATCH (head:Party)-[rival:CONTROLS]->(company)
  WHERE rival.as_of = $as_of
    AND rival.top
    AND head.id <> $id
    AND rival.circle <> control.circle
    AND NOT head.id IN above
    AND NOT head.id IN coalesce(control.jointly_with, [])
  WITH head, rival
  ORDER BY head.id
  RETURN collect({id: head.id, kind: head.kind, name: head.name, basis: rival.basis, votes: rival.votes,
                  records: rival.records}) AS rivals
}
RETURN company.id AS id, company.kind AS kind, company.name AS name, properties(control) AS control, mates AS mates,
  rivals AS rivals
ORDER BY id
