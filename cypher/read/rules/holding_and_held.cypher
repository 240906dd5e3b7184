// id: holding_and_held
// returns: id
// the companies on the register that hold shares and are held, in the order of their ids: members of a ring are both
MATCH (company:Company)-[out:OWNS]->(:Party)
WHERE @capital_of(out) > 0
  AND NOT @struck_off(company)
WITH DISTINCT company
MATCH (company)<-[into:OWNS]-(:Party)
WHERE @capital_of(into) > 0
WITH DISTINCT company
RETURN company.id AS id
ORDER BY id
