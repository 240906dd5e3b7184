// id: part_with_line
// returns: id, number
// the part of a delivery's lines that has a line
MATCH (part:DeliveredLines {delivery: $delivery})
WHERE part.first <= $line
RETURN part.id AS id, part.part AS number
ORDER BY number DESC
LIMIT 1
