// id: last_delivered
// returns: day
// the last day on which a delivery named one of these records: the one that wrote it, one of the same file with the same
// bytes, or a full one, as that would have ended it otherwise
UNWIND $records AS key
MATCH (record:Record {key: key})
WHERE @known(record)
  AND record.valid_to IS NULL
WITH DISTINCT record.delivery AS written
MATCH (own:Delivery {id: written})
MATCH (delivery:Delivery {source: own.source, file: own.file})
WHERE (delivery.kind = $full OR delivery.hash = own.hash OR delivery.id = own.id)
  AND delivery.ended_at IS NOT NULL
  AND delivery.undone_at IS NULL
  AND delivery.known_from <= $as_known
RETURN max(delivery.known_from) AS day
