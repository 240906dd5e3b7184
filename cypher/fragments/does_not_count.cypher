// fragment: does_not_count(tie)
// means: This holding, this statement of control or this tie of family or concert was valid on the day, as known, but does not count: it is disputed, or a better one counts.
// tie: a relationship OWNS or RELATED_TO
(@replaced_as_known(@tie)
 OR (@tie.status = 'disputed' AND (type(@tie) = 'OWNS' OR @states_control(@tie) OR @makes_circle(@tie))))
  AND @known(@tie)
  AND @valid(@tie)
