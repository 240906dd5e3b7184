// fragment: keeps_state(facility)
// means: No default or closing comes after the day asked for: its balance and class may be those of that day.
// facility: a facility
(@facility.defaulted_on IS NULL OR @facility.defaulted_on <= $as_of)
  AND (@facility.closed_on IS NULL OR @facility.closed_on <= $as_of)
