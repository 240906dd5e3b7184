// fragment: own_holding(tie)
// means: The holding is the holder's own, and not the percentage reported for an actual controller.
// tie: a relationship OWNS
coalesce(@tie.kind, '') <> 'actual_controller'
