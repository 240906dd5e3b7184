// id: struck_off_well_scored
// title: A company that is struck off has the score of a good one
// title_zh: 已注销或吊销企业的评分良好
// severity: low
// status: stable
// key: party_id
// returns: party_id, company, status, score, scored_for, party_ids, records
// param: lowest_score = 62 — the lowest score of an investment grade, BBB in models/policy.yml
// param: recent_days = 366 — a score from before the company's last year was made for a company that still operated
// why: A company that has ended has no business left to grade, and no healthy figures. Either the register or the figures
//   are of another company or another year.
// innocent: A company that paid its debts and was liquidated in order had a good score as long as it operated; only a
//   score of the last year counts, and the latest alone.
// unseen: Companies that were never scored. It reads the scores that are stored: `riskgraph score` runs it again when it
//   has stored its own. It says that what is known contradicts itself, and so has no points in a score.
// source: Companies Law of the PRC (2023), article 229 on dissolution; the grades of models/policy.yml
// sentence_en: {company} is registered as {status:status}, yet its score for {scored_for} is {score}, that of an investment grade.
// sentence_zh: {company}登记状态为{status:status}，而其{scored_for}评分为{score}，达到投资级。
MATCH (company:Company)
WHERE company.operating_status IN ['dissolved', 'deregistered', 'revoked']
  AND (company.described_at IS NULL OR company.described_at <= $as_of)
MATCH (score:Score {party: company.id})
WHERE score.as_of <= $as_of
WITH company, score
ORDER BY score.as_of DESC, score.scored_on DESC, score.id
WITH company, collect(score)[0] AS latest
WHERE latest.value >= $lowest_score
  AND latest.as_of > $as_of - duration({days: $recent_days})
RETURN company.id AS party_id, company.name AS company, company.operating_status AS status, latest.value AS score,
       latest.as_of AS scored_for, [company.id] AS party_ids, [company.record] AS records
ORDER BY party_id
LIMIT $most
