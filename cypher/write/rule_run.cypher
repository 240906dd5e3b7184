// the days for which a rule ran, each with the day on which it first did: `2023-12-31/2024-01-02,...`
MERGE (state:State {id: 'findings|' + $rule})
SET state.content = CASE WHEN state.content IS NULL THEN $day + '/' + $found_on
                         WHEN state.content CONTAINS $day + '/' THEN state.content
                         ELSE state.content + ',' + $day + '/' + $found_on END
