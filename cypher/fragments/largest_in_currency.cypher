// fragment: largest_in_currency(parts, currency)
// means: The largest of the parts in one currency; zero if there is none.
// parts: a list of maps with a currency and an amount
// currency: a currency
reduce(largest = 0.0, part IN @parts
  | CASE WHEN part.currency = @currency AND part.amount > largest THEN part.amount ELSE largest END)
