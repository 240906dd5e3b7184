// fragment: unit_of(currency)
// means: How a sentence names a currency after an amount: not at all where it is CNY.
// currency: a currency
CASE WHEN @currency = 'CNY' THEN '' ELSE ' ' + @currency END
