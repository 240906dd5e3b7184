// takes findings out that no longer hold
UNWIND $ids AS id
MATCH (finding:Finding {id: id})
DETACH DELETE finding
