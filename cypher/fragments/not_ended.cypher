// fragment: not_ended(figure)
// means: On the day asked for, a source still delivers the figure: it had not left the last full file that had it.
// figure: an indicator
(@figure.ended_on IS NULL OR @figure.ended_on > $as_of)
