// id: guarantee_centres
// returns: id
// the companies with guarantees on either side, in the order of their ids
MATCH (centre:Company)
WHERE EXISTS { (centre)-[:GUARANTEES]-() }
RETURN centre.id AS id
ORDER BY id
