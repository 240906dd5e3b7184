// id: guarantee_pairs
// returns: guarantor_id, borrower_id
// which company guarantees for which on a day, once for each guarantee; left out: companies removed from the register
MATCH (guarantor:Company)-[tie:GUARANTEES]->(borrower:Company)
WHERE @secures_debt(tie)
  AND guarantor.id <> borrower.id
  AND NOT @struck_off(guarantor)
  AND NOT @struck_off(borrower)
RETURN guarantor.id AS guarantor_id, borrower.id AS borrower_id
