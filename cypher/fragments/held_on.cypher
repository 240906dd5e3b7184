// fragment: held_on(tie, day)
// means: The tie held on a day, is in our books, was neither retracted nor disputed, and no better one counted that day.
// tie: a relationship
// day: a variable that holds a day
@tie.known_to IS NULL
  AND NOT @tie.status IN ['retracted', 'disputed']
  AND (@tie.valid_from IS NULL OR @tie.valid_from <= @day)
  AND (@tie.valid_to IS NULL OR @tie.valid_to > @day)
  AND NOT (@tie.superseded_from IS NOT NULL
           AND (@tie.superseded_since IS NULL OR @tie.superseded_since <= @day)
           AND (@tie.superseded_until IS NULL OR @tie.superseded_until > @day))
