// id: control_around
// returns: party_id, heads, sisters, owned
// who controls the parties of a list on a day, what else these control, and what the parties control themselves
UNWIND $ids AS id
MATCH (party:Party {id: id})
RETURN party.id AS party_id,
       [(party)<-[control:CONTROLS]-(head:Party) WHERE control.as_of = $as_of
        | {end: head.id, records: control.records, through: control.through}] AS heads,
       [(party)<-[one:CONTROLS]-(:Party)-[two:CONTROLS]->(sister:Party)
        WHERE one.as_of = $as_of AND two.as_of = $as_of AND sister.id <> party.id
        | {end: sister.id, records: one.records + two.records, through: one.through + two.through}] AS sisters,
       [(party)-[control:CONTROLS]->(own:Party) WHERE control.as_of = $as_of | own.id] AS owned
ORDER BY party_id
