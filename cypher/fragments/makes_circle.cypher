// fragment: makes_circle(tie)
// means: Whether a tie between two parties is one of family, concert or a nominee, which may make the two vote together.
// tie: a relationship
@tie.kind IN ['spouse', 'parent', 'child', 'acts_in_concert', 'nominee']
