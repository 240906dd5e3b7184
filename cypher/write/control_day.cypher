// keeps for which day control is derived; no day while it is being written
MERGE (state:State {id: 'control'})
SET state.content = $day
