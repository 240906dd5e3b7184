// fragment: publishes_group(head)
// means: The head is listed or a public body, so that its group is published.
// head: a party
(coalesce(@head.listed, false) OR @head:PublicBody)
