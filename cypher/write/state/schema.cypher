// the version of the schema; of two programs that migrate at once none takes back what the other has done
MERGE (state:State {id: 'schema'})
SET state.number = CASE WHEN coalesce(state.number, 0) < $number THEN $number ELSE state.number END
RETURN state.number AS number
