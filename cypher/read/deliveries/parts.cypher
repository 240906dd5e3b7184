// the parts in which the lines of a delivery are kept, in their order
MATCH (part:DeliveredLines {delivery: $delivery})
RETURN part.id AS id
ORDER BY part.part
