// id: rule_runs
// returns: rule, last, runs
// the last day, up to the one asked for, for which each rule of a list ran, and all its runs
UNWIND $rules AS rule
OPTIONAL MATCH (runs:State {id: 'findings|' + rule})
RETURN rule AS rule,
       @last_run(runs) AS last, runs.content AS runs
ORDER BY rule
