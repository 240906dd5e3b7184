// what was done to persons' data in this graph
MATCH (state:State)
WHERE state.id STARTS WITH 'act|'
RETURN state.content AS content
