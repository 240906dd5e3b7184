// id: shared_address
// title: Many similar companies are registered at one address
// title_zh: 多家疑似空壳企业登记于同一地址
// severity: medium
// status: stable
// needs: control
// key: address
// burdens: party_ids
// returns: party_id, address, companies, count, groups, founded_together, party_ids, records
// param: minimum_companies = 5 — a family or a small group may share an office; five companies rarely do so by chance
// param: minimum_groups = 2 — a shared seat within one group adds nothing to what its holdings already show
// param: most_companies = 200 — above this, the address is that of an industrial park or a registered agent
// param: window_days = 180 — shells are founded in one go; tenants arrive over the years
// param: founded_part = 0.6 — the fraction of the companies at the address that were founded within one window
// param: groups_part = 0.6 — with fewer groups than this fraction of the companies, the same few owners keep recurring
// why: Shells for invoices and loans are registered in batches: at one address, at one time, for the same few owners.
// innocent: Tenants of a business centre are unrelated companies of all ages, and the seat of a group is public
//   knowledge. An address counts only if its companies also share owners or were founded at about the same time.
// unseen: Addresses written in different ways; former addresses; different rooms in one building.
// source: SAMR, risk signals of false registration; FATF and Egmont Group, Concealment of Beneficial Ownership (2018)
// sentence_en: {count} companies of {groups} groups are registered at {address}, {founded_together} of them founded at about the same time: {companies}.
// sentence_zh: {address}登记有分属{groups}个集团的{count}家企业，其中{founded_together}家成立时间相近：{companies}。
MATCH (company:Company)
WHERE company.address IS NOT NULL
  AND (company.founded IS NULL OR company.founded <= $as_of)
  AND NOT @struck_off(company)
WITH company
ORDER BY company.id
WITH company.address AS address, collect(company) AS tenants
WHERE size(tenants) >= $minimum_companies
  AND size(tenants) <= $most_companies
UNWIND tenants AS company
OPTIONAL MATCH (head:Party)-[control:CONTROLS]->(company)
WHERE control.as_of = $as_of
  AND control.top
WITH address, company, coalesce(min(control.circle), company.id) AS top
WITH address, collect(company) AS tenants, count(DISTINCT top) AS groups,
     collect(company.founded) AS days
WHERE groups >= $minimum_groups
WITH address, tenants, groups,
     reduce(best = 0, day IN days |
            CASE WHEN size([other IN days WHERE other >= day AND other < day + duration({days: $window_days})]) > best
                 THEN size([other IN days WHERE other >= day AND other < day + duration({days: $window_days})])
                 ELSE best END) AS founded_together
WHERE (founded_together >= $minimum_companies AND founded_together >= size(tenants) * $founded_part)
   OR groups < size(tenants) * $groups_part
RETURN tenants[0].id AS party_id, address AS address, [item IN tenants | item.name] AS companies, size(tenants) AS count,
       groups AS groups, founded_together AS founded_together, [item IN tenants | item.id] AS party_ids,
       [item IN tenants | item.record] AS records
ORDER BY address
LIMIT $most
