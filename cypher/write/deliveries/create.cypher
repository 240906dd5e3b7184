// a delivery that begins
CREATE (delivery:Delivery {id: $id})
SET delivery += $content
