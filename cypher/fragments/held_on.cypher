// fragment: held_on(tie, day)
// means: The tie held on a day, is in our books, was neither retracted nor disputed, and no better one counted that day.
// tie: a relationship
// day: the day in question
@tie.known_to IS NULL
  AND NOT @tie.status IN ['retracted', 'disputed']
  AND (@tie.valid_from IS NULL OR @tie.valid_from <= @day)
  AND (@tie.valid_to IS NULL OR @tie.valid_to > @day)
  AND NOT (@tie.superseded_by IS NOT NULL
           AND any(nth IN range(0, size(@tie.superseded_by) - 1)
                   WHERE @tie.superseded_since[nth] <= @day AND @tie.superseded_until[nth] >= @day
                     AND @tie.superseded_to[nth] = date('9999-12-31')))
