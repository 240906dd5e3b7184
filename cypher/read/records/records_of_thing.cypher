// id: records_of_thing
// returns: label, key
// the records that describe a loan, case or figure, in all versions; one that only one record describes has no link
MATCH (thing:Facility {id: $id})<-[:ABOUT]-(record:Record)
RETURN 'Facility' AS label, record.key AS key
UNION ALL
MATCH (thing:Lawsuit {id: $id})<-[:ABOUT]-(record:Record)
RETURN 'Lawsuit' AS label, record.key AS key
UNION ALL
MATCH (thing:Indicator {id: $id})<-[:ABOUT]-(record:Record)
RETURN 'Indicator' AS label, record.key AS key
