// the version of the schema
MATCH (state:State {id: 'schema'})
RETURN state.number AS number
