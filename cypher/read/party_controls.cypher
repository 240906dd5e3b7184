// id: party_controls
// returns: id, kind, name, control, votes
// the companies that a party controls as derived for the day, with the votes that it, what it controls and, where it
// needs one, its circle hold in each; votes are null where no source reports any
MATCH (:Party {id: $id})-[reach:CONTROLS]->(held:Party)
WHERE reach.as_of = $as_of
WITH collect(held.id) AS reached, collect(CASE WHEN reach.alone THEN held.id END) AS reached_alone
MATCH (:Party {id: $id})-[control:CONTROLS]->(company:Party)
WHERE control.as_of = $as_of
WITH control, company, CASE WHEN control.alone THEN reached_alone ELSE reached END AS side
ORDER BY company.id
LIMIT $limit
CALL (control, company, side) {
  MATCH (holder:Party)-[tie:OWNS]->(company)
  WHERE @holds_as_known(tie)
    AND @own_holding(tie)
    AND holder.id <> company.id
  WITH control, company, side, holder, tie
  LIMIT $scan
  WHERE holder.id = $id
     OR holder.id IN side
     OR (NOT control.alone
         AND EXISTS { MATCH (holder)-[other:CONTROLS]->(company)
                      WHERE other.as_of = $as_of AND other.circle = control.circle })
  WITH holder, tie.source AS source, sum(@votes_of(tie)) AS summed
  WITH holder, max(summed) AS most
  RETURN sum(most) AS votes
}
RETURN company.id AS id, company.kind AS kind, company.name AS name, properties(control) AS control,
       CASE WHEN votes > 0.0 THEN votes END AS votes
ORDER BY id
