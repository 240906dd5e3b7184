// whether the graph holds anything but its own state
MATCH (node)
WHERE NOT node:State
RETURN true AS holds_data
LIMIT 1
