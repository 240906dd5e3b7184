// id: nominee_holder
// title: A person holds the majority of a company for somebody else
// title_zh: 代持股东控制企业
// severity: medium
// status: stable
// key: nominee_id
// burdens: company_ids
// returns: party_id, nominee_id, nominee, principals, companies, confidence, company_ids, party_ids, records
// param: minimum_share = 0.5 — a nominee matters where he holds the majority, strictly above half, summed over his ties in
//   the source that knows most
// why: Whoever decides and gains does not appear in the register, so checks of the owner check the wrong person.
// innocent: Shares held openly by a company, a trust or an employee platform for others are lawful and registered as such;
//   only persons who hold a majority are looked at.
// unseen: Agreements of nomination that no source reports; nominees who hold only through companies.
// source: FATF and Egmont Group, Concealment of Beneficial Ownership (2018), nominee shareholders
// sentence_en: {nominee} holds the majority of {companies} for {principals} (confidence {confidence:percent}).
// sentence_zh: {nominee}代{principals}持有{companies}的多数股权（置信度{confidence:percent}）。
MATCH (nominee:Person)-[tie:RELATED_TO {kind: 'nominee'}]->(principal:Party)
WHERE @holds(tie)
WITH nominee, collect(DISTINCT principal) AS principals, max(tie.confidence) AS confidence, collect(tie.record) AS cited
MATCH (nominee)-[holding:OWNS]->(company:Company)
WHERE @holds(holding)
WITH nominee, principals, confidence, cited, company, sum(@votes_of(holding)) AS share,
     @by_source(holding, holdings)
WITH nominee, principals, confidence, cited, company, @over_sources(share, holdings)
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
