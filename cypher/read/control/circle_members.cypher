// id: circle_members
// returns: origin, type, outgoing, element, tie, id, kind, name
// who holds together with the parties of a list on a day: close family, nominees, parties acting in concert; reports of nominees however
// unsure, which are shown and make no circle
UNWIND $ids AS id
MATCH (member:Party {id: id})
CALL (member) {
  MATCH (member)-[tie:RELATED_TO]-(other:Party)
  WHERE @makes_circle(tie)
    AND (tie.confidence >= $confidence OR tie.kind = 'nominee')
    AND @decides(tie)
  WITH tie, other
  LIMIT $scan
  RETURN tie, other
  ORDER BY other.id, tie.record
  LIMIT $most
}
RETURN id AS origin, type(tie) AS type, startNode(tie).id = id AS outgoing, elementId(tie) AS element,
  properties(tie) AS tie, other.id AS id, other.kind AS kind, other.name AS name
LIMIT $rows
