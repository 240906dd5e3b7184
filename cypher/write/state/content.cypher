// what riskgraph keeps under an id: of a source, of an act, or the identity of the graph
MERGE (state:State {id: $id})
SET state.content = $content
