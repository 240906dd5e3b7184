// id: party_controls
// returns: id, kind, name, control, mates
// the companies that a party controls as derived for the day, with the joint controllers of each
MATCH (:Party {id: $id})-[control:CONTROLS]->(company:Party)
WHERE control.as_of = $as_of
  AND company.id > $after_key
WITH control, company
ORDER BY company.id
LIMIT $limit
CALL (control) {
  UNWIND coalesce(control.jointly_with, []) AS mate_id
  MATCH (mate:Party {id: mate_id})
  RETURN collect({id: mate.id, kind: mate.kind, name: mate.name}) AS mates
}
RETURN company.id AS id, company.kind AS kind, company.name AS name, properties(control) AS control, mates AS mates
ORDER BY id
