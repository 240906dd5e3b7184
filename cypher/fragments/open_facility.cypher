// fragment: open_facility(facility)
// means: The facility is open on the day asked for; an unknown start date excludes nothing.
// facility: a facility
(@facility.starts_on IS NULL OR @facility.starts_on <= $as_of)
  AND @not_closed(@facility)
