// fragment: open_lawsuit(lawsuit)
// means: The lawsuit is open on the day asked for; an unknown filing date excludes nothing.
// lawsuit: a lawsuit
(@lawsuit.filed_on IS NULL OR @lawsuit.filed_on <= $as_of)
  AND @not_closed(@lawsuit)
