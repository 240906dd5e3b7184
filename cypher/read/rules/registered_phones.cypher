// id: registered_phones
// returns: id, text
// the registered telephone numbers of companies on a day, a page in the order of their ids
MATCH (company:Company)
WHERE company.id > $after
  AND company.phone IS NOT NULL
  AND (company.founded IS NULL OR company.founded <= $as_of)
  AND NOT @struck_off(company)
WITH company ORDER BY company.id LIMIT $size
RETURN company.id AS id, company.phone AS text
ORDER BY id
