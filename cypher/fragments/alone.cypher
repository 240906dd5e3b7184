// fragment: alone(control)
// means: The control is derived for the day asked for and needs no circle: it is openly visible.
// control: a relationship CONTROLS
@control.as_of = $as_of AND @control.alone
