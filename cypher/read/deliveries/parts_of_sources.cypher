// the parts in which the lines of some sources are kept, each with its delivery
MATCH (delivery:Delivery)
WHERE delivery.source IN $sources
MATCH (part:DeliveredLines {delivery: delivery.id})
RETURN part.id AS id, part.delivery AS delivery
