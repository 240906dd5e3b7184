// id: snapshot_known_parties
// title: Which of some parties were described by a day
// returns: key
UNWIND $keys AS key
MATCH (party:Party {id: key})<-[:ABOUT]-(record:Record)
WHERE record.known_from <= $as_known
RETURN DISTINCT key AS key
