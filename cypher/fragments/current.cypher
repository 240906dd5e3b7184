// fragment: current(item)
// means: The item is current in our books, was neither retracted nor disputed, and no better one counts instead of it.
// item: a relationship
@item.known_to IS NULL
  AND NOT (@replaced_on(@item, $as_of))
  AND NOT @item.status IN ['retracted', 'disputed']
