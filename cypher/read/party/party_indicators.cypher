// id: party_indicators
// returns: name, period, value, unit, source, record, id
// a figure whose latest record came in later than asked for was another one then, and is left out;
// a page of those that follow a period, the latest first, and an id within it
MATCH (indicator:Indicator {party: $id})
WHERE indicator.period <= $period
  AND @not_ended(indicator)
  AND (indicator.period < $after_period OR (indicator.period = $after_period AND indicator.id > $after_key))
WITH indicator
OPTIONAL MATCH (record:Record {key: indicator.record})
WITH indicator, record
WHERE record IS NULL OR record.known_from <= $as_known
RETURN indicator.name AS name, indicator.period AS period, indicator.value AS value, indicator.unit AS unit,
  indicator.source AS source, indicator.record AS record, indicator.id AS id
ORDER BY period DESC, id
LIMIT $limit
