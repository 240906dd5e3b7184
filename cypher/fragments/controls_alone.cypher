// fragment: controls_alone(control)
// means: The control is derived for the day asked for and rests on the controller alone, without a circle.
// control: a relationship CONTROLS
@control.as_of = $as_of AND @control.alone
