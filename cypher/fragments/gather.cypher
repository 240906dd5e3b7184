// fragment: gather(items, property)
// means: One list of what the lists in a property of several maps hold.
// items: a list of maps
// property: the name of the property
reduce(flat = [], item IN @items | flat + item.@property)
