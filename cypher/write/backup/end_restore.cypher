// ends a restore: all of the backup is in the graph
MATCH (state:State {id: 'restoring'})
DELETE state
