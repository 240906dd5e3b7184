// id: kinds_of_id
// returns: kind
// what has an id or key
MATCH (node:Party {id: $id})
RETURN 'party' AS kind
UNION ALL
MATCH (node:Record {key: $id})
RETURN 'record' AS kind
UNION ALL
MATCH (node:Facility {id: $id})
RETURN 'facility' AS kind
UNION ALL
MATCH (node:Lawsuit {id: $id})
RETURN 'lawsuit' AS kind
UNION ALL
MATCH (node:Document {id: $id})
RETURN 'document' AS kind
UNION ALL
MATCH (node:Indicator {id: $id})
RETURN 'figure' AS kind
UNION ALL
MATCH (node:Finding {id: $id})
RETURN 'finding' AS kind
UNION ALL
MATCH (node:Delivery {id: $id})
RETURN 'delivery' AS kind
