// fragment: currency_suffix(currency)
// means: The currency as a sentence appends it to an amount: nothing for CNY.
// currency: a currency
CASE WHEN @currency = 'CNY' THEN '' ELSE ' ' + @currency END
