// one delivery
MATCH (delivery:Delivery {id: $id})
RETURN properties(delivery) AS delivery
