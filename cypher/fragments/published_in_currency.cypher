// fragment: published_in_currency(figure, currency)
// means: The figure is in the currency, its accounts were published by the day asked for, and a source still delivers it.
// figure: an indicator of a year or a month
// currency: a currency
CASE WHEN toUpper(coalesce(@figure.unit, '')) IN ['', '元', 'YUAN', 'RMB'] THEN 'CNY' ELSE @figure.unit END = @currency
  AND @not_ended(@figure)
  AND @figure.period < substring(toString($as_of + duration({days: 1}) - duration({days:
        CASE WHEN size(@figure.period) = 4 THEN $public_after_days ELSE $month_public_after_days END})), 0, size(@figure.period))
