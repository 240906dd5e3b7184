// the records whose keys are between two, as far as a full delivery compares them with its file
MATCH (record:Record)
WHERE record.key > $after AND record.key <= $until
RETURN collect([record.key, record.delivery, record.change, record.known_from, record.valid_to,
                record.content IS NULL, record.ties]) AS page
