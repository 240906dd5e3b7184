// fragment: held_on(tie, day)
// means: The tie held on a day, is in our books, was neither retracted nor disputed, and no better one counted that day.
// tie: a relationship
// day: the day in question
@tie.known_to IS NULL
  AND NOT @tie.status IN ['retracted', 'disputed']
  AND @valid_on(@tie, @day)
  AND NOT (@replaced_on(@tie, @day))
