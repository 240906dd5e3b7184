// fragment: concat_property(items, property)
// means: One list of the elements of a list property of several maps.
// items: a list of maps
// property: the name of the property
reduce(flat = [], item IN @items | flat + item.@property)
