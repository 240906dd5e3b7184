// id: counts
// returns: parties, records
// how many parties and records the graph holds
CALL () { MATCH (party:Party) RETURN count(party) AS parties }
CALL () { MATCH (record:Record) RETURN count(record) AS records }
RETURN parties, records
