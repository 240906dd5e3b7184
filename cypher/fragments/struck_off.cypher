// fragment: struck_off(company)
// means: The company has been removed from the register.
// company: a company
coalesce(@company.operating_status, 'active') IN ['dissolved', 'deregistered']
