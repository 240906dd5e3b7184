// id: legal_representatives
// returns: id
// the persons who represent companies on a day, in the order of their ids
MATCH (person:Person)-[office:HOLDS_OFFICE {role: 'legal_representative'}]->(:Company)
WHERE @holds(office)
RETURN DISTINCT person.id AS id
ORDER BY id
