// id: shared_address
// title: Many similar companies are registered at one address
// title_zh: 多家疑似空壳企业登记于同一地址
// severity: medium
// status: stable
// needs: control
// key: normal_address
// burdens: party_ids
// returns: party_id, normal_address, address, founded_together, companies, count, groups, party_ids, records
// param: minimum_companies = 5 — a family or a small group may share an office; five companies rarely do so by chance
// param: minimum_groups = 2 — a shared seat within one group adds nothing to what its holdings already show
// param: most_companies = 200 — above this, the address is that of an industrial park or a registered agent
// param: window_days = 180 — shells are founded in one go; tenants arrive over the years
// param: founded_part = 0.6 — the fraction of the companies at the address that were founded within one window
// param: groups_part = 0.6 — with fewer groups than this fraction of the companies, the same few owners keep recurring
// why: Shells for invoices and loans are registered in batches: at one address, at one time, for the same few owners.
// innocent: Tenants of a business centre are unrelated companies of all ages, and the seat of a group is public
//   knowledge. An address counts only if its companies also share owners or were founded at about the same time; where
//   a registration agent sits at the address itself (see shared_phone), only shared owners count.
// unseen: Former addresses; different rooms in one building; an address written with other places in it (province,
//   district, park) or with other words than those of the normal form, in which width, spaces, punctuation and the words
//   of houses (号, 栋, 单元, 层, 室) are made equal.
// source: SAMR, risk signals of false registration; FATF and Egmont Group, Concealment of Beneficial Ownership (2018)
// sentence_en: {count} companies of {groups} groups are registered at {address}, {founded_together} of them founded at about the same time: {companies}.
// sentence_zh: {address}登记有分属{groups}个集团的{count}家企业，其中{founded_together}家成立时间相近：{companies}。
// algorithm: shared_addresses
// reads: registered_addresses, register_entries
