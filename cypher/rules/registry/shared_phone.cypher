// id: shared_phone
// title: Companies with different owners share a telephone number
// title_zh: 多家无关企业使用同一联系电话
// severity: medium
// status: stable
// needs: control
// key: normal_phone
// burdens: party_ids
// returns: party_id, normal_phone, phone, companies, count, groups, party_ids, records
// param: minimum_companies = 3 — two companies may share a line out of habit; three suggest a single operator
// param: minimum_groups = 2 — companies of one group share a switchboard
// param: most_companies = 30 — above this, the number is that of a registration agent
// why: The registered number is answered by the people who run the company; several companies with one number suggest a
//   single operator.
// innocent: A group's switchboard, and the number of a bookkeeping or registration agent: if a company in that trade uses
//   the number itself, its clients have only borrowed it. The trade is recognised by the name, by the industry (GB/T
//   4754-2017: 7221, 7241, 7293, 7297), or by division 72 if no finer code is known and no other user is in it.
// unseen: Agents whose name and industry do not reveal their trade; a number with and without its area code, or with
//   different extensions. Numbers are compared by their digits, without +86 and the 0 before the area code.
// source: SAMR, risk signals of false registration (one telephone for several companies)
// sentence_en: {count} companies of {groups} groups share the telephone number {phone}: {companies}.
// sentence_zh: 分属{groups}个集团的{count}家企业登记同一电话{phone}：{companies}。
// algorithm: shared_phones
// reads: registered_phones, register_entries
