// fragment: valid(item)
// means: The item is valid on the day asked for; an unknown start or end date excludes nothing.
// item: a relationship
(@item.valid_from IS NULL OR @item.valid_from <= $as_of)
  AND (@item.valid_to IS NULL OR @item.valid_to > $as_of)
