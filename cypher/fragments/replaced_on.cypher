// fragment: replaced_on(tie, day)
// means: As our books have it now, a better one counts on a day instead of the tie.
// tie: a relationship
// day: the day in question
@tie.superseded_by IS NOT NULL
           AND any(nth IN range(0, size(@tie.superseded_by) - 1)
                   WHERE @tie.superseded_since[nth] <= @day AND @tie.superseded_until[nth] >= @day
                     AND @tie.superseded_to[nth] = date('9999-12-31'))
