// id: guarantors
// returns: id
// the companies that guarantee for others, in the order of their ids
MATCH (guarantor:Company)
WHERE EXISTS { (guarantor)-[:GUARANTEES]->() }
RETURN guarantor.id AS id
ORDER BY id
