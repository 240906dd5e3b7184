// id: rule_runs
// returns: rule, last
// the last day, up to the one asked for, for which each rule of a list ran
UNWIND $rules AS rule
OPTIONAL MATCH (runs:State {id: 'findings|' + rule})
RETURN rule AS rule,
       reduce(last = '', run IN split(coalesce(runs.content, ''), ',') |
              CASE WHEN split(run, '/')[0] > last AND split(run, '/')[0] <= toString($as_of)
                        AND split(run, '/')[1] <= toString($as_known)
                   THEN split(run, '/')[0]
                   ELSE last END) AS last
ORDER BY rule
