// who controls which company by a source's own word on a day
MATCH (controller:Party)-[tie:OWNS|RELATED_TO]->(company:Party)
WHERE tie.known_to IS NULL
  AND tie.status <> 'retracted'
  AND (tie.valid_from IS NULL OR tie.valid_from <= $as_of)
  AND (tie.valid_to IS NULL OR tie.valid_to > $as_of)
  AND tie.kind IN ['actual_controller', 'controls']
  AND controller.id <> company.id
RETURN controller.id AS controller, company.id AS company, collect(tie.record) AS records
