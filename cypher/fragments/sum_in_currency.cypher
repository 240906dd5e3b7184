// fragment: sum_in_currency(parts, currency)
// means: The sum of the parts in one currency.
// parts: a list of maps with a currency and an amount
// currency: a currency
reduce(total = 0.0, part IN @parts | total + CASE WHEN part.currency = @currency THEN part.amount ELSE 0.0 END)
