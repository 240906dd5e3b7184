// what became of a delivery: its counts and its end, or that it is taken back
MATCH (delivery:Delivery {id: $id})
SET delivery += $content
