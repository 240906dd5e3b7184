// the figures of a person
MATCH (node:Indicator {party: $id})
RETURN properties(node) AS node
