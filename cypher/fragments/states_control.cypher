// fragment: states_control(tie)
// means: Whether a tie states who controls a company.
// tie: a relationship
@tie.kind IN ['actual_controller', 'controls']
