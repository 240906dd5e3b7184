// id: shared_phone
// title: Companies with different owners share a telephone number
// title_zh: 多家无关企业使用同一联系电话
// severity: medium
// status: stable
// needs: control
// key: phone
// burdens: party_ids
// returns: party_id, phone, companies, count, groups, party_ids, records
// param: minimum_companies = 3 — two companies may share a line out of habit; three suggest a single operator
// param: minimum_groups = 2 — companies of one group share a switchboard
// param: most_companies = 30 — above this, the number is that of a registration agent
// why: The registered number is answered by the people who run the company; several companies with one number suggest a
//   single operator.
// innocent: A group's switchboard, and the number of a bookkeeping or registration agent: if a company in that trade
//   (recognised by its name) uses the number itself, its clients have only borrowed it.
// unseen: Numbers written in different ways; agents whose name does not reveal their trade.
// source: SAMR, risk signals of false registration (one telephone for several companies)
// sentence_en: {count} companies of {groups} groups share the telephone number {phone}: {companies}.
// sentence_zh: 分属{groups}个集团的{count}家企业登记同一电话{phone}：{companies}。
MATCH (company:Company)
WHERE company.phone IS NOT NULL
  AND (company.founded IS NULL OR company.founded <= $as_of)
  AND NOT @struck_off(company)
WITH company
ORDER BY company.id
WITH company.phone AS phone, collect(company) AS users
WHERE size(users) >= $minimum_companies
  AND size(users) <= $most_companies
  AND none(user IN users WHERE any(name IN coalesce(user.names, [user.name]) WHERE
      any(word IN ['商务中心', '商务秘书', '代理记账', '财务咨询', '会计', '工商代理', '企业服务', 'Business Centre',
                   'Business Center', 'Accounting', 'Bookkeeping', 'Corporate Services', 'Secretarial']
          WHERE name CONTAINS word)))
UNWIND users AS company
OPTIONAL MATCH (head:Party)-[control:CONTROLS]->(company)
WHERE control.as_of = $as_of
  AND control.top_alone
WITH phone, company, coalesce(min(head.id), company.id) AS top
WITH phone, collect(company) AS users, count(DISTINCT top) AS groups
WHERE groups >= $minimum_groups
RETURN users[0].id AS party_id, phone AS phone, [item IN users | item.name] AS companies, size(users) AS count,
       groups AS groups, [item IN users | item.id] AS party_ids, [item IN users | item.record] AS records
ORDER BY phone
LIMIT $most
