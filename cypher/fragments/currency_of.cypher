// fragment: currency_of(item)
// means: The currency of an amount; CNY if none is stated.
// item: a relationship or a facility
coalesce(@item.currency, 'CNY')
