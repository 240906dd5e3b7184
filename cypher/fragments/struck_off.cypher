// fragment: struck_off(company)
// means: The company is no longer in the register.
// company: a company
coalesce(@company.operating_status, 'active') IN ['dissolved', 'deregistered']
