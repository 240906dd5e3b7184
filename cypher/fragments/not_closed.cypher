// fragment: not_closed(item)
// means: The item was not closed by the day asked for; without a closing date it is open.
// item: a facility or a lawsuit
(@item.closed_on IS NULL OR @item.closed_on > $as_of)
