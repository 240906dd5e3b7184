// id: status_contradicts
// title: Sources contradict each other on whether a company operates
// title_zh: 各来源所载企业登记状态相互矛盾
// severity: low
// status: stable
// key: party_id, other_source
// returns: party_id, company, status, source, other_status, other_source, party_ids, records
// why: The status decides whether a company is graded at all, so a lender has to know that it is in dispute and which
//   source was believed.
// innocent: An older description that a newer one has overtaken: a company that was active has been deregistered since. An
//   older one contradicts only if it calls a company ended that a newer one does not.
// unseen: Two statuses of one source; sources that repeat each other. Where a source does not say for which day it
//   describes a company, it is taken to mean today. It says that the sources contradict each other, and so has no points
//   in a score.
// source: 企业信息公示暂行条例 (2024), 市场主体登记管理条例 (2022): the register's entry is authoritative
// sentence_en: {source} has {company} as {status:status}, {other_source} as {other_status:status}; the first counts.
// sentence_zh: {source}载{company}为{status:status}，{other_source}载为{other_status:status}；以前者为准。
// algorithm: contradicting_statuses
// reads: companies_with_status, status_records
