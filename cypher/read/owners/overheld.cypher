// id: overheld
// returns: id
// companies of a list whose holdings on a day, or the votes that sources report of them, add up to more than a whole;
// several ties of one source add up, and of several sources the one that reports most of a holder counts. Most companies
// are left out by the plain sums of their ties, which need no holder
UNWIND $ids AS id
MATCH (company:Party {id: id})<-[tie:OWNS]-(:Party)
WHERE @decides(tie)
  AND @own_holding(tie)
WITH id, company, sum(@capital_of(tie)) AS capital, sum(@votes_of(tie)) AS votes
WHERE capital > $whole OR votes > $whole
MATCH (company)<-[tie:OWNS]-(holder:Party)
WHERE @decides(tie)
  AND @own_holding(tie)
WITH id, holder.id AS owner, tie.source AS source, sum(@capital_of(tie)) AS part, sum(@votes_of(tie)) AS voting,
     count(tie.voting_share) AS reported
WITH id, owner, max(part) AS part, max(CASE WHEN reported > 0 THEN voting ELSE 0.0 END) AS voting
WITH id, sum(part) AS capital, sum(voting) AS votes
WHERE capital > $whole OR votes > $whole
RETURN id AS id
ORDER BY id
