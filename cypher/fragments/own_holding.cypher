// fragment: own_holding(tie)
// means: The holding is the holder's own, not the percentage of a stated controller.
// tie: a relationship OWNS
coalesce(@tie.kind, '') <> 'actual_controller'
