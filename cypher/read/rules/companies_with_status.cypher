// id: companies_with_status
// returns: id
// the companies whose registered status is known on a day, a page in the order of their ids
MATCH (company:Company)
WHERE company.id > $after
  AND company.operating_status IS NOT NULL
  AND (company.founded IS NULL OR company.founded <= $as_of)
WITH company ORDER BY company.id LIMIT $size
RETURN company.id AS id
ORDER BY id
