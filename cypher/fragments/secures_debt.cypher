// fragment: secures_debt(tie)
// means: The guarantee holds on the day asked for and secures a debt; a counter-guarantee secures another guarantor.
// tie: a relationship GUARANTEES
@holds(@tie)
  AND coalesce(@tie.form, 'other') <> 'counter'
