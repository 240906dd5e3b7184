// id: status_records
// returns: id, name, status, as_of, records
// the companies of a list that several current records describe, with what these say
UNWIND $ids AS id
MATCH (company:Company {id: id})<-[:ABOUT]-(record:Record)
WHERE NOT record.key STARTS WITH '@'
WITH company, record ORDER BY record.key
WITH company, collect({key: record.key, place: record.place, content: record.content, change: record.change,
                       valid_to: record.valid_to}) AS records
WHERE size(records) > 1
RETURN company.id AS id, company.name AS name, company.operating_status AS status, $as_of AS as_of, records AS records
ORDER BY id
