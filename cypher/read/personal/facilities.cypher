// the loans of a person, as borrower or as lender
MATCH (node:Facility)
WHERE node.borrower = $id OR node.lender = $id
RETURN properties(node) AS node
