// how many nodes the graph holds
MATCH (node)
RETURN count(node) AS nodes
