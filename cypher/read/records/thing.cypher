// id: thing
// returns: label, thing
// a loan, case or figure by its id
MATCH (thing:Facility {id: $id})
RETURN 'Facility' AS label, properties(thing) AS thing
UNION ALL
MATCH (thing:Lawsuit {id: $id})
RETURN 'Lawsuit' AS label, properties(thing) AS thing
UNION ALL
MATCH (thing:Indicator {id: $id})
RETURN 'Indicator' AS label, properties(thing) AS thing
