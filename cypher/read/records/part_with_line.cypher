// id: part_with_line
// returns: id, part
// the part of a delivery's lines that has a line
MATCH (part:DeliveredLines {delivery: $delivery})
WHERE part.first <= $line
RETURN part.id AS id, part.part AS part
ORDER BY part.first DESC
LIMIT 1
