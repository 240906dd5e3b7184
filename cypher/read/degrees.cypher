// id: degrees
// returns: id, industry, parties, sharing
// how many other parties those of a list are tied to on a day, and how many share their address or telephone: both up
// to a limit
UNWIND $ids AS id
MATCH (party:Party {id: id})
CALL (party) {
  MATCH (party)-[tie]-(other:Party)
  WHERE @holds_as_known(tie)
  WITH DISTINCT other
  LIMIT $most
  RETURN count(other) AS parties
}
CALL (party) {
  MATCH (party)-[tie:RELATED_TO]-(other:Party)
  WHERE tie.kind IN ['same_address', 'same_phone']
    AND @holds_as_known(tie)
  WITH DISTINCT other
  LIMIT $most
  RETURN count(other) AS sharing
}
RETURN id AS id, party.industry AS industry, parties AS parties, sharing AS sharing
ORDER BY id
