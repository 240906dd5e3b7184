// the same where nothing is kept under the id yet; returns what is
MERGE (state:State {id: $id})
SET state.content = coalesce(state.content, $content)
RETURN state.content AS content
