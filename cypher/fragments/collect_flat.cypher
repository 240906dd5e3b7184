// fragment: collect_flat(list)
// means: One list of the elements of a list column over a group of rows.
// list: a list
reduce(flat = [], part IN collect(@list) | flat + part)
