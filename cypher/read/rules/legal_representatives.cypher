// id: legal_representatives
// returns: id
// the persons who represent enough companies on a day, in the order of their ids
MATCH (person:Person)-[office:HOLDS_OFFICE {role: 'legal_representative'}]->(company:Company)
WHERE @holds(office)
WITH person, count(DISTINCT company) AS companies
WHERE companies >= $minimum_companies
RETURN person.id AS id
ORDER BY id
