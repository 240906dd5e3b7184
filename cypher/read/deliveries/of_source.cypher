// the deliveries of a source, in the order of their numbers
MATCH (delivery:Delivery {source: $source})
RETURN properties(delivery) AS delivery
ORDER BY delivery.number
