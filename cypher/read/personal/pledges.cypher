// pledges of others in favour of a person
MATCH (holder:Party)-[tie:PLEDGES]->(company:Party)
WHERE tie.pledgee = $id
RETURN 'PLEDGES' AS label, holder.id AS start, company.id AS end, properties(tie) AS tie
