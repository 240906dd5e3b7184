// id: holders_of_hub
// returns: page
// everyone who holds one company on a day, in no order: sorting a hundred thousand holdings costs the engine more than
// reading them
MATCH (:Party {id: $id})<-[tie:OWNS]-(holder:Party)
WHERE @decides(tie)
  AND @own_holding(tie)
WITH tie, holder
LIMIT $most
RETURN collect({element: elementId(tie), tie: properties(tie), id: holder.id, kind: holder.kind, name: holder.name}) AS page
