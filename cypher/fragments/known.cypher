// fragment: known(item)
// means: The item was in our books on the day `$as_known`.
// item: a relationship or a record
@item.known_from <= $as_known AND (@item.known_to IS NULL OR @item.known_to > $as_known)
