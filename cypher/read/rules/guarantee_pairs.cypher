// id: guarantee_pairs
// returns: guarantor_id, borrower_id
// which company guarantees for which on a day, once for each guarantee
MATCH (guarantor:Company)-[tie:GUARANTEES]->(borrower:Company)
WHERE @secures_debt(tie)
  AND guarantor.id <> borrower.id
RETURN guarantor.id AS guarantor_id, borrower.id AS borrower_id
