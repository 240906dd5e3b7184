// id: source_loads
// returns: id, content
MATCH (state:State)
WHERE state.id STARTS WITH 'source|'
RETURN state.id AS id, state.content AS content
ORDER BY state.id
