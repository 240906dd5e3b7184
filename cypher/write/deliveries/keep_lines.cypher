// a part of the lines of a delivery
MERGE (part:DeliveredLines {id: $id})
SET part.delivery = $delivery, part.part = $part, part.first = $first, part.text = $text
