// id: open_heads
// returns: id, name, heads
// the companies of a list, each with the companies that openly control it on a day
UNWIND $ids AS id
MATCH (company:Company {id: id})
RETURN company.id AS id, company.name AS name,
       [(company)<-[control:CONTROLS]-(head:Company) WHERE @controls_alone(control) | head.id] AS heads
ORDER BY id
