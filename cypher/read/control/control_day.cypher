// id: control_day
// returns: day, change, graph_change
// the day for which the graph holds derived control and the change of the graph from which it was derived, null where
// there is none or a run is writing it; and the present change
OPTIONAL MATCH (state:State {id: 'control'})
OPTIONAL MATCH (changes:State {id: 'changes'})
RETURN state.content AS day, state.number AS change, changes.number AS graph_change
