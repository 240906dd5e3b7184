// the version of the schema
MERGE (state:State {id: 'schema'})
SET state.number = $number
RETURN state.number AS number
