// the days for which a rule ran, each with the day on which it first did and the change of the graph that it last read:
// `2023-12-31/2024-01-02/57,...`
MERGE (state:State {id: 'findings|' + $rule})
WITH state, [run IN split(coalesce(state.content, ''), ',') WHERE run <> ''] AS runs
WITH state, [run IN runs WHERE split(run, '/')[0] <> $day] AS others,
     [run IN runs WHERE split(run, '/')[0] = $day | split(run, '/')[1]] AS first
WITH state, others + [$day + '/' + coalesce(first[0], $found_on) + '/' + $change] AS runs
SET state.content = reduce(content = runs[0], run IN tail(runs) | content + ',' + run)
