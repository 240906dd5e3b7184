// the identity of the graph and the number of its last change
MATCH (state:State)
WHERE state.id IN ['changes', 'identity']
RETURN state.id AS id, state.number AS number, state.content AS content
