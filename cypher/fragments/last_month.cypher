// fragment: last_month(figure)
// means: The last month of a figure's period; orders yearly and monthly figures.
// figure: an indicator of a year or a month
CASE WHEN size(@figure.period) = 4 THEN @figure.period + '-12' ELSE @figure.period END
