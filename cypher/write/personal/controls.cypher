// changes derived control that names a person
UNWIND $rows AS row
MATCH (controller:Party {id: row.start})-[control:CONTROLS]->(company:Party {id: row.end})
SET control += row.set
