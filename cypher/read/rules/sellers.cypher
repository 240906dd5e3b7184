// id: sellers
// returns: id
// the companies that have sold anything, in the order of their ids
MATCH (seller:Company)
WHERE EXISTS { (seller)-[:SUPPLIES]->() }
RETURN seller.id AS id
ORDER BY id
