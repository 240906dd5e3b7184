// one part of the lines of a delivery
MATCH (part:DeliveredLines {id: $id})
RETURN part.id AS id, part.delivery AS delivery, part.first AS first, part.text AS text
