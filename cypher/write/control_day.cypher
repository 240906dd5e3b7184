// keeps for which day control is derived, and from which change of the graph; no day while it is being written
MERGE (state:State {id: 'control'})
SET state.content = $day, state.number = $change
