// fragment: balance_on_day(facility)
// means: What is outstanding on the day asked for; unknown if the stored balance is what a later end left.
// facility: a facility
CASE WHEN @keeps_state(@facility) THEN @facility.balance END
