// fragment: main_currency(parts)
// means: The most common currency of the parts; CNY in a tie.
// parts: a list of maps with a currency
reduce(most = 'CNY', part IN @parts
  | CASE WHEN size([one IN @parts WHERE one.currency = part.currency])
              > size([one IN @parts WHERE one.currency = most])
         THEN part.currency ELSE most END)
