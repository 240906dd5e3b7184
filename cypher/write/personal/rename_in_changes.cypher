// puts the tombstone of a person in the person's place among the parties that changes name
MATCH (change:Change)
WHERE $id IN change.parties
SET change.parties = [party IN change.parties | CASE WHEN party = $id THEN $tombstone ELSE party END]
