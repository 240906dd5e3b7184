// id: party_indicators
// returns: name, period, value, unit, source, record
// a figure whose latest record came in later than asked for was another one then, and is left out
MATCH (indicator:Indicator {party: $id})
WHERE indicator.period <= $period
WITH indicator
OPTIONAL MATCH (record:Record {key: indicator.record})
WITH indicator, record
WHERE record IS NULL OR record.known_from <= $as_known
RETURN indicator.name AS name, indicator.period AS period, indicator.value AS value, indicator.unit AS unit,
  indicator.source AS source, indicator.record AS record
ORDER BY indicator.period DESC, indicator.name
LIMIT $limit
