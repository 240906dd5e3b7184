// id: stated_controllers
// returns: origin, type, outgoing, element, tie, id, kind, name
// who controls the companies of a list on a day by a source's own word
UNWIND $ids AS id
MATCH (company:Party {id: id})
CALL (company) {
  MATCH (company)<-[tie:OWNS|RELATED_TO]-(controller:Party)
  WHERE @states_control(tie)
    AND @decides(tie)
  WITH tie, controller
  LIMIT $scan
  RETURN tie, controller
  ORDER BY controller.id, tie.record
  LIMIT $most
}
RETURN id AS origin, type(tie) AS type, false AS outgoing, elementId(tie) AS element, properties(tie) AS tie,
  controller.id AS id, controller.kind AS kind, controller.name AS name
LIMIT $rows
