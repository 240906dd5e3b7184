// derived control that names a person or one of the person's records
MATCH (controller:Party)-[control:CONTROLS]->(company:Party)
WHERE control.circle CONTAINS $id OR $id IN control.jointly_with OR any(key IN $keys WHERE key IN control.records)
RETURN controller.id AS start, company.id AS end, properties(control) AS control
