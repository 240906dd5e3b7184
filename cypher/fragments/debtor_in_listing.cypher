// fragment: debtor_in_listing(role, listing)
// means: The party is the debtor in a listing of dishonest executees, and both hold on the day asked for.
// role: a relationship PARTY_TO
// listing: the lawsuit it leads to
@current(@role)
  AND coalesce(@role.role, 'executed_person') IN ['executed_person', 'debtor', 'defendant']
  AND @valid(@role)
  AND @open_lawsuit(@listing)
