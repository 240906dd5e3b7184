// id: party_controls
// returns: id, kind, name, control, mates, named
// the companies that a party controls as derived for the day, with the joint controllers of each and all who are named
// as its controllers, the party too if it is; those of one side have its number in common
MATCH (party:Party {id: $id})-[control:CONTROLS]->(company:Party)
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
CALL (company) {
  MATCH (head:Party)-[over:CONTROLS]->(company)
  WHERE over.as_of = $as_of
    AND size(coalesce(over.sides, [])) > 0
  WITH head, over
  ORDER BY head.id
  RETURN collect({id: head.id, kind: head.kind, name: head.name, sides: over.sides, records: over.records}) AS named
}
RETURN company.id AS id, company.kind AS kind, company.name AS name, properties(control) AS control, mates AS mates,
  named AS named
ORDER BY id
