// fragment: current(item)
// means: The item is current in our books and was not retracted.
// item: a relationship
@item.known_to IS NULL
  AND @item.status <> 'retracted'
