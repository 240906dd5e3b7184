// id: shared_phone
// title: Companies of different owners give one telephone number
// title_zh: 多家无关企业使用同一联系电话
// severity: medium
// status: stable
// needs: control
// key: phone
// burdens: party_ids
// returns: party_id, phone, companies, count, groups, party_ids, records
// param: minimum_companies = 3 — two companies share a line by an old habit, three by one hand behind them
// param: minimum_groups = 2 — companies of one group share a switchboard
// param: most_companies = 30 — above it the number is that of a registration agent
// why: The number on the register is answered by whoever runs the company; one number for several means one hand.
// innocent: A group's switchboard, and the number of an agent who keeps books or registers companies: where a company of
//   that trade (known by its name) has the number itself, its clients only borrowed it.
// unseen: Numbers written in different ways, agents whose name does not tell their trade.
// source: SAMR, risk signals of false registration (one telephone for several companies)
// sentence_en: {count} companies of {groups} groups give the telephone number {phone}: {companies}.
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
