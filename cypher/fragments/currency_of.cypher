// fragment: currency_of(item)
// means: The currency of an amount; one that names none is in CNY.
// item: a relationship or a facility
coalesce(@item.currency, 'CNY')
