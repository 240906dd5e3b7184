// id: superseded
// returns: company, holder, kind, share, record, better
// holdings of companies and statements of their control that held on a day and do not count, each with the record of the
// one that counts instead; none where it does not count because it is disputed
UNWIND $ids AS id
MATCH (company:Party {id: id})<-[tie:OWNS|RELATED_TO]-(holder:Party)
WHERE (@replaced_as_known(tie)
       OR (tie.status = 'disputed' AND (type(tie) = 'OWNS' OR tie.kind IN ['actual_controller', 'controls'])))
  AND @known(tie)
  AND @valid(tie)
RETURN coalesce(company.name, company.id) AS company, coalesce(holder.name, holder.id) AS holder, tie.kind AS kind,
  tie.share AS share, tie.record AS record,
  head([nth IN range(0, size(coalesce(tie.superseded_by, [])) - 1)
        WHERE tie.superseded_since[nth] <= $as_of AND tie.superseded_until[nth] >= $as_of
          AND tie.superseded_from[nth] <= $as_known AND tie.superseded_to[nth] >= $as_known
        | tie.superseded_by[nth]]) AS better
ORDER BY company, holder, record
LIMIT $limit
