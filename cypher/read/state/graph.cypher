// the identity of the graph, the number of its last change, and the backup that is being restored
MATCH (state:State)
WHERE state.id IN ['changes', 'identity', 'restoring']
RETURN state.id AS id, state.number AS number, state.content AS content
