// id: shared_legal_representative
// title: One person is legal representative of many unrelated companies
// title_zh: 同一法定代表人任职于多家无关企业
// severity: medium
// status: stable
// needs: control
// pages: legal_representatives
// key: person_id
// burdens: party_ids
// returns: party_id, person_id, person, companies, count, groups, party_ids, records
// param: minimum_companies = 5 — banks commonly make enquiries from the fifth company on; one person can rarely manage
//   more
// param: minimum_groups = 3 — companies under one controller count as one group, and two groups may share a manager
// why: A hired name that signs for many unrelated companies points to shells run by a person who does not appear.
// innocent: A person who represents the companies of one group, or companies they own, is doing an ordinary job. Other
//   offices, such as company secretary, give no power to bind the company and do not count; nor do offices that have
//   ended or dissolved companies.
// unseen: One person under two identities; groups held together by something other than control.
// source: SAMR, supervision of abnormal registrations (市场主体登记管理条例, 2022); FATF on nominee directors
// sentence_en: {person} is legal representative of {count} companies in {groups} different groups: {companies}.
// sentence_zh: {person}同时担任分属{groups}个集团的{count}家企业的法定代表人：{companies}。
UNWIND $page AS start
MATCH (person:Person {id: start.id})
MATCH (person)-[office:HOLDS_OFFICE {role: 'legal_representative'}]->(company:Company)
WHERE @holds(office)
  AND NOT @struck_off(company)
WITH person, company, collect(office.record) AS cited
ORDER BY company.id
WITH person, collect({company: company, cited: cited}) AS posts
WHERE size(posts) >= $minimum_companies
UNWIND posts AS post
WITH person, post.company AS company, post.cited AS cited
OPTIONAL MATCH (head:Party)-[control:CONTROLS]->(company)
WHERE control.as_of = $as_of
  AND control.top_alone
WITH person, company, cited, coalesce(min(head.id), company.id) AS top
WITH person, collect(company) AS companies, count(DISTINCT top) AS groups, collect(cited) AS cited
WHERE groups >= $minimum_groups
RETURN person.id AS party_id, person.id AS person_id, person.name AS person, [item IN companies | item.name] AS companies,
       size(companies) AS count, groups AS groups, [person.id] + [item IN companies | item.id] AS party_ids,
       @flatten(cited) AS records
ORDER BY person_id
LIMIT $most
