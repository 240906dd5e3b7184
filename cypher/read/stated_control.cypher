// who controls which company by a source's own word on a day
MATCH (controller:Party)-[tie:OWNS|RELATED_TO]->(company:Party)
WHERE @holds(tie)
  AND tie.kind IN ['actual_controller', 'controls']
  AND controller.id <> company.id
RETURN controller.id AS controller, company.id AS company, collect(tie.record) AS records
