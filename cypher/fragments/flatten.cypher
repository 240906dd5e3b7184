// fragment: flatten(lists)
// means: One list of the elements of several lists.
// lists: a list of lists
reduce(flat = [], part IN @lists | flat + part)
