// id: shares_nearly_all_pledged
// title: The largest shareholder's stake is almost entirely pledged or frozen
// title_zh: 第一大股东股份几乎全部质押或冻结
// severity: high
// status: stable
// pages: pledged_companies
// key: party_id, holder_id
// returns: party_id, holder_id, company, holder, held, bound, bound_part, party_ids, records
// param: minimum_part = 0.8 — from eighty percent, the exchanges require disclosure of the risk of losing control (SSE
//   and SZSE rules on high pledge ratios)
// param: minimum_holding = 0.05 — below five percent, a holder has no decisive influence and need not disclose
//   (Securities Law, art. 63)
// why: A largest shareholder in need of cash has borrowed against almost the whole stake; if the price falls, control
//   passes to an outsider.
// innocent: Pledges and freezes that have ended no longer bind, and pledging part of a stake is ordinary finance. A
//   pledge by a smaller holder moves no control: only the largest counts, in line with the exchanges' rules for the
//   controlling and the largest shareholder. An unlisted company is reported only if no unknown holder could hold more;
//   a listed company has to disclose every holder of five percent or more.
// unseen: Pledges without a stated share; holders whose own stake is unknown; pledges higher up the chain of control. A
//   freeze on shares already pledged may be counted twice (the ratio is capped at one).
// source: CSRC, rules on share pledges of controlling shareholders (2018); SSE and SZSE announcements forms no. 36 (2020)
// sentence_en: {holder}, the largest shareholder, holds {held:percent} of {company}; {bound_part:percent} of that stake is pledged or frozen.
// sentence_zh: 第一大股东{holder}持有{company}{held:percent}的股份，其中{bound_part:percent}已质押或冻结。
UNWIND $page AS start
MATCH (company:Company {id: start.id})
MATCH (holder:Party)-[tie:PLEDGES]->(company)
WHERE @holds(tie)
  AND tie.share > 0.0
WITH holder, company, sum(tie.share) AS bound, @group_by_source(tie, cited)
WITH holder, company, @max_over_sources(bound, cited)
MATCH (holder)-[holding:OWNS]->(company)
WHERE @holds(holding)
  AND @own_holding(holding)
WITH holder, company, bound, cited, sum(@capital_of(holding)) AS held, @group_by_source(holding, holdings)
WITH holder, company, bound, cited, @max_over_sources(held, holdings)
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
