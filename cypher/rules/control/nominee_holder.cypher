// id: nominee_holder
// title: A person holds the majority of a company on behalf of another party
// title_zh: 代持股东控制企业
// severity: medium
// status: stable
// pages: nominees
// key: nominee_id
// burdens: company_ids
// returns: party_id, nominee_id, nominee, principals, companies, confidence, company_ids, party_ids, records
// param: minimum_share = 0.5 — a nominee matters when holding a majority: strictly more than half, summed over the
//   nominee's holdings in the source that reports most
// why: The party that decides and profits does not appear in the register, so ownership checks examine the wrong
//   person.
// innocent: A company, trust or employee platform that openly holds shares for others is lawful and registered as such;
//   only natural persons who hold a majority are examined.
// unseen: Nominee agreements that no source reports; nominees who hold only through companies.
// source: FATF and Egmont Group, Concealment of Beneficial Ownership (2018), nominee shareholders
// sentence_en: {nominee} holds the majority of {companies} on behalf of {principals} (confidence {confidence:percent}).
// sentence_zh: {nominee}代{principals}持有{companies}的多数股权（置信度{confidence:percent}）。
UNWIND $page AS start
MATCH (nominee:Person {id: start.id})
MATCH (nominee)-[tie:RELATED_TO {kind: 'nominee'}]->(principal:Party)
WHERE @holds(tie)
WITH nominee, collect(DISTINCT principal) AS principals, max(tie.confidence) AS confidence, collect(tie.record) AS cited
MATCH (nominee)-[holding:OWNS]->(company:Company)
WHERE @holds(holding)
  AND @own_holding(holding)
WITH nominee, principals, confidence, cited, company, sum(@votes_of(holding)) AS share,
     @group_by_source(holding, holdings)
WITH nominee, principals, confidence, cited, company, @max_over_sources(share, holdings)
WHERE share > $minimum_share
WITH nominee, principals, confidence, cited, company, holdings
ORDER BY company.id
WITH nominee, principals, confidence, cited, collect(company) AS companies, collect(holdings) AS holdings
RETURN companies[0].id AS party_id, nominee.id AS nominee_id, nominee.name AS nominee,
       [party IN principals | party.name] AS principals, [party IN companies | party.name] AS companies,
       confidence AS confidence, [party IN companies | party.id] AS company_ids,
       [nominee.id] + [party IN principals | party.id] + [party IN companies | party.id] AS party_ids,
       cited + @flatten(holdings) AS records
ORDER BY nominee_id
LIMIT $most
