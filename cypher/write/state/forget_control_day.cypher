// forgets for which day control is derived: it was before its basis was stored
MATCH (state:State {id: 'control'})
SET state.content = null
