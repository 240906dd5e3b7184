// id: shares_nearly_all_pledged
// title: The largest holder's shares are nearly all pledged or frozen
// title_zh: 第一大股东股份几乎全部质押或冻结
// severity: high
// status: stable
// key: party_id, holder_id
// returns: party_id, holder_id, company, holder, held, bound, bound_part, party_ids, records
// param: minimum_part = 0.8 — from eighty percent on the exchanges demand that the risk of losing control is disclosed
//   (SSE and SZSE rules on high pledge ratios)
// param: minimum_holding = 0.05 — below five percent a holder decides nothing and is not disclosed (Securities Law, art. 63)
// why: A largest holder in need has borrowed against the last he has; when the price falls, control goes to a stranger.
// innocent: Pledges and freezes that have ended no longer bind; a part of the holding in pledge is ordinary finance. What a
//   holder pledges beside a larger one moves no control: only the largest holder counts, as the exchanges ask of the
//   controlling and the largest shareholder. Of a company that is not listed, no unknown holder may hold more either; a
//   listed one has to publish who holds five percent and more.
// unseen: Pledges without a share, holders whose own share is unknown, pledges higher up in the chain of control; a freeze
//   on shares that are pledged already may be counted beside the pledge (the part is cut at one).
// source: CSRC, rules on share pledges of controlling shareholders (2018); SSE and SZSE announcements forms no. 36 (2020)
// sentence_en: {holder}, the largest holder, has {bound_part:percent} of its {held:percent} of {company} pledged or frozen.
// sentence_zh: 第一大股东{holder}持有{company}{held:percent}的股份，其中{bound_part:percent}已质押或冻结。
MATCH (holder:Party)-[tie:PLEDGES]->(company:Company)
WHERE @holds(tie)
  AND tie.share > 0.0
WITH holder, company, sum(tie.share) AS bound, @by_source(tie, cited)
WITH holder, company, @over_sources(bound, cited)
MATCH (holder)-[holding:OWNS]->(company)
WHERE @holds(holding)
  AND @own_holding(holding)
WITH holder, company, bound, cited, sum(@capital_of(holding)) AS held, @by_source(holding, holdings)
WITH holder, company, bound, cited, @over_sources(held, holdings)
WHERE held >= $minimum_holding
  AND bound >= held * $minimum_part
CALL (holder, company) {
  OPTIONAL MATCH (other:Party)-[tie:OWNS]->(company)
  WHERE other.id <> holder.id
    AND @holds(tie)
    AND @own_holding(tie)
  WITH other.id AS other, tie.source AS source, sum(@capital_of(tie)) AS share
  WITH other, max(share) AS share
  RETURN max(share) AS next, sum(share) AS others
}
WITH holder, company, bound, cited, held, holdings, next, others
WHERE held >= next
  AND (coalesce(company.listed, false) OR held >= 1.0 - held - others)
RETURN company.id AS party_id, holder.id AS holder_id, company.name AS company, holder.name AS holder, held AS held,
       bound AS bound, CASE WHEN bound > held THEN 1.0 ELSE bound / held END AS bound_part,
       [company.id, holder.id] AS party_ids, cited + holdings AS records
ORDER BY party_id, holder_id
LIMIT $most
