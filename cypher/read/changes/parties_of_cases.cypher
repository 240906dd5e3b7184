// id: parties_of_cases
// returns: lawsuit, party, role
// the parties of some cases, each with its part in it, as our books have them now
UNWIND $ids AS id
MATCH (lawsuit:Lawsuit {id: id})<-[tie:PARTY_TO]-(party:Party)
WHERE tie.known_to IS NULL
RETURN DISTINCT lawsuit.id AS lawsuit, party.id AS party, tie.role AS role
ORDER BY lawsuit, party, role
