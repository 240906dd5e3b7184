// takes its identity from the graph: what was derived from it is stale
MATCH (state:State {id: 'identity'})
DELETE state
