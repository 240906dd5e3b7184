// id: control_day
// returns: day
// the day for which the graph holds derived control; nothing where there is none, or a run is writing it
MATCH (state:State {id: 'control'})
WHERE state.content IS NOT NULL
RETURN state.content AS day
