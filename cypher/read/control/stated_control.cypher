// who controls which company by a source's own word on a day, with the part that it states, for all its controllers or for
// each one; the controllers that one source names for one company control it together; no one controls a person
MATCH (controller:Party)-[tie:OWNS|RELATED_TO]->(company:Party)
WHERE @holds(tie)
  AND @states_control(tie)
  AND controller.id <> company.id
  AND NOT company:Person
RETURN controller.id AS controller, company.id AS company, tie.source AS source,
       max(tie.controlled_share) AS controlled_share, max(tie.share) AS share,
       min(tie.confidence) AS confidence, collect(tie.record) AS records
