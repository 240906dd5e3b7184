// id: register_entries
// returns: id, name, names, industry, founded, record, circles, heads
// the companies of a list, each with the circles of its last controllers and those that need no circle on a day
UNWIND $ids AS id
MATCH (company:Company {id: id})
RETURN company.id AS id, company.name AS name, company.names AS names, company.industry AS industry,
       company.founded AS founded, company.record AS record,
       [(company)<-[control:CONTROLS]-(:Party) WHERE control.as_of = $as_of AND control.top | control.circle] AS circles,
       [(company)<-[control:CONTROLS]-(head:Party) WHERE control.as_of = $as_of AND control.top_alone | head.id] AS heads
ORDER BY id
