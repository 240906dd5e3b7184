// id: pledged_companies
// returns: id
// the companies with pledged or frozen shares, in the order of their ids
MATCH (company:Company)
WHERE EXISTS { (company)<-[:PLEDGES]-() }
RETURN company.id AS id
ORDER BY id
