// fragment: listed_or_public(head)
// means: The head is a listed company or a public body, which disclose their groups.
// head: a party
(coalesce(@head.listed, false) OR @head:PublicBody)
