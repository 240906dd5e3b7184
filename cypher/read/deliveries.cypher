// id: deliveries
// returns: id, source, number, file, kind, hash, mapping, known_from, recorded_at, ended_at, undone_at, undoing, read, stored, unchanged, rejected, ended
// every delivery, by source and in order
MATCH (delivery:Delivery)
RETURN delivery.id AS id, delivery.source AS source, delivery.number AS number, delivery.file AS file,
  delivery.kind AS kind, delivery.hash AS hash, delivery.mapping AS mapping, delivery.known_from AS known_from,
  delivery.recorded_at AS recorded_at, delivery.ended_at AS ended_at, delivery.undone_at AS undone_at,
  delivery.undoing AS undoing, delivery.read AS read, delivery.stored AS stored, delivery.unchanged AS unchanged,
  delivery.rejected AS rejected, delivery.ended AS ended
ORDER BY source, number
