// id: holders
// returns: origin, type, outgoing, element, tie, id, kind, name
// who holds the companies of a list on a day, the largest holdings of each first; a percentage that only a stated
// controller carries is no holding of his own
UNWIND $ids AS id
MATCH (company:Party {id: id})
CALL (company) {
  MATCH (company)<-[tie:OWNS]-(holder:Party)
  WHERE @decides(tie)
    AND @own_holding(tie)
  WITH tie, holder, holder.id AS holder_id, coalesce(tie.share, tie.share_max, 0.0) AS capital,
       coalesce(tie.voting_share, 0.0) AS votes
  WITH tie, holder, holder_id, CASE WHEN votes > capital THEN votes ELSE capital END AS size
  ORDER BY size DESC, holder_id, tie.record
  LIMIT $most
  RETURN tie, holder
}
RETURN id AS origin, type(tie) AS type, false AS outgoing, elementId(tie) AS element, properties(tie) AS tie,
  holder.id AS id, holder.kind AS kind, holder.name AS name
LIMIT $rows
