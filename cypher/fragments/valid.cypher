// fragment: valid(item)
// means: The item is valid on the day asked for; an unknown start or end date excludes nothing.
// item: a relationship
@valid_on(@item, $as_of)
