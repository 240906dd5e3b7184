// fragment: last_run(runs)
// means: The last day, up to the day asked for, for which a rule ran, as known on the day `$as_known`; empty if it never ran.
// runs: the State node with the days on which a rule ran, or null
reduce(last = '', run IN split(coalesce(@runs.content, ''), ',')
  | CASE WHEN split(run, '/')[0] > last AND split(run, '/')[0] <= toString($as_of)
              AND split(run, '/')[1] <= toString($as_known)
         THEN split(run, '/')[0] ELSE last END)
