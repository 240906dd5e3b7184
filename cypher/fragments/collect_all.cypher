// fragment: collect_all(list)
// means: Collect the elements of all lists of a group of rows in one list.
// list: a list
reduce(flat = [], part IN collect(@list) | flat + part)
