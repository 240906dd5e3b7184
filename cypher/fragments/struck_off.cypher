// fragment: struck_off(company)
// means: The company has been removed from the register, by a description of the day asked for or earlier.
// company: a company
(coalesce(@company.operating_status, 'active') IN ['dissolved', 'deregistered']
 AND (@company.described_at IS NULL OR @company.described_at <= $as_of))
