// the version of the schema, before the graph is emptied: it fits no program until it is made again
MATCH (state:State {id: 'schema'})
SET state.number = 0
