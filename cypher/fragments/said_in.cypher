// fragment: said_in(holder, company, record)
// means: What the ties of a record between two parties say, as known on the day `$as_known`: their end, status and numbers.
// holder: a party
// company: a party
// record: the key of a record, or null
[(@holder)-[said:OWNS|RELATED_TO]-(@company)
 WHERE said.record = @record AND @known(said)
 | {type: type(said), kind: said.kind, ended: said.valid_to, status: said.status, share: said.share, share_min: said.share_min,
    share_max: said.share_max, voting_share: said.voting_share, income_share: said.income_share}]
