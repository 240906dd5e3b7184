// id: circles
// returns: circle, heads
// the circles that control companies on a day, each with its members at the top, in the order of their ids
MATCH (head:Party)-[control:CONTROLS]->(:Company)
WHERE control.as_of = $as_of
  AND control.top
RETURN control.circle AS circle, collect(DISTINCT head.id) AS heads
ORDER BY circle
