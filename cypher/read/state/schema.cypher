// the version of the schema, and the backup that is being restored
MATCH (state:State)
WHERE state.id IN ['schema', 'restoring']
RETURN state.id AS id, state.number AS number, state.content AS content
ORDER BY id
