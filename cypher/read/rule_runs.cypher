// id: rule_runs
// returns: rule, last
// the last day, up to the one asked for, for which each rule of a list ran
UNWIND $rules AS rule
OPTIONAL MATCH (runs:State {id: 'findings|' + rule})
RETURN rule AS rule,
       @last_run(runs) AS last
ORDER BY rule
