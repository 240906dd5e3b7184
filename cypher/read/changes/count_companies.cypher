// id: count_companies
// returns: companies
// how many companies there are
MATCH (company:Company)
RETURN count(company) AS companies
