// fragment: valid_on(item, day)
// means: The item is valid on a day; an unknown start or end date excludes nothing.
// item: a relationship
// day: the day in question
(@item.valid_from IS NULL OR @item.valid_from <= @day)
  AND (@item.valid_to IS NULL OR @item.valid_to > @day)
