// id: most_found
// returns: id, rules, mentions
// companies with findings of the most different rules, those in the news first among equals: candidates for the page that
// the demo prints, and so few
MATCH (finding:Finding)
WHERE finding.as_of = $as_of
WITH finding.party AS id, count(DISTINCT finding.rule) AS rules
ORDER BY rules DESC, id
LIMIT 50
MATCH (party:Company {id: id})
WITH id, rules, COUNT { (party)-[:MENTIONED_IN]->() } AS mentions
RETURN id, rules, mentions
ORDER BY rules DESC, mentions DESC, id
LIMIT $limit
