// fragment: superseded_row(tie)
// means: The row of a tie that does not count, at most `$limit` of them: its ends, what it says, the record of the one that counts instead, null where it does not count because it is disputed, and what other ties of that record between the two say as known on the day `$as_known`; where it is disputed, what decides of its start in its end.
// tie: a relationship that held on the day asked for and does not count
WITH @tie, startNode(@tie) AS holder, endNode(@tie) AS company
WITH @tie, holder, company, head([nth IN range(0, size(coalesce(@tie.superseded_by, [])) - 1)
        WHERE @replaces_as_known(@tie, nth)
        | @tie.superseded_by[nth]]) AS better
ORDER BY coalesce(company.name, company.id), coalesce(holder.name, holder.id), @tie.record
LIMIT $limit
RETURN company.id AS company_id, holder.id AS holder_id, coalesce(company.name, company.id) AS company,
  coalesce(holder.name, holder.id) AS holder, type(@tie) AS type, @tie.kind AS kind, @tie.share AS share,
  @tie.share_min AS share_min, @tie.share_max AS share_max, @tie.voting_share AS voting_share,
  @tie.income_share AS income_share, @tie.known_from AS known_from, @tie.record AS record, better AS better,
  [(holder)-[said:OWNS|RELATED_TO]-(company)
   WHERE said.record = better AND said <> @tie AND @known(said)
   | {type: type(said), kind: said.kind, ended: said.valid_to, status: said.status, share: said.share,
      share_min: said.share_min, share_max: said.share_max, voting_share: said.voting_share,
      income_share: said.income_share}] AS said,
  [(holder)-[counts:OWNS|RELATED_TO]->(company)
   WHERE better IS NULL AND counts <> @tie AND @decides(counts)
   | {type: type(counts), kind: counts.kind, record: counts.record, share: counts.share,
      share_min: counts.share_min, share_max: counts.share_max, voting_share: counts.voting_share,
      income_share: counts.income_share}] AS counted
