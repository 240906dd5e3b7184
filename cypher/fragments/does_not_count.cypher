// fragment: does_not_count(tie)
// means: The holding, statement of control or tie of a circle held on the day, as known, and does not count: a better one does, or it is disputed.
// tie: a relationship OWNS or RELATED_TO
(@replaced_as_known(@tie)
 OR (@tie.status = 'disputed' AND (type(@tie) = 'OWNS' OR @tie.kind IN ['actual_controller', 'controls', 'spouse', 'parent', 'child',
                                                                                  'acts_in_concert', 'nominee'])))
  AND @known(@tie)
  AND @valid(@tie)
