// id: control_changed_before_loan
// title: Control of the borrower changed shortly before the loan
// title_zh: 贷款前不久企业控制权变更
// severity: high
// status: stable
// needs: control
// pages: debtors
// key: party_id, owner_id
// returns: party_id, owner_id, borrower, changed, owner, former, taken_on, lent_on, amount, unit, party_ids, records
// param: window_days = 90 — a purchased shell is used within a quarter; an honest buyer waits for the first accounts
// param: majority = 0.5 — control is strictly more than half of the votes, summed over all holdings of one holder in
//   the source that reports most
// why: A company with a clean record that is bought just before it borrows lends that record to a buyer who has none.
// innocent: When a child succeeds its parents, or an owner inserts a holding company, control stays in the same hands:
//   the old and new holders belong to one circle or have a common controller. Founding a company is not a change of
//   control, and a change after the loan does not explain it. Kinship counts as it was on the day of the change. Who held
//   before and at the loan is read as of those days: a holding that a later version has replaced since counts on its own.
// unseen: Changes whose former holders appear in no source; a change that a source makes without a day, by writing over
//   its row; changes of control by contract. The parties above the holders are those of the day asked for, not of the day
//   of the loan. The amount leaves out loans in any currency but the most common one (a loan without a currency counts as
//   CNY), and loans without a limit that ended after the day asked for, since their balance on that day is unknown.
// source: fraud patterns of purchased shells (借壳骗贷); EBA/GL/2020/06, 5.2.5 on ownership of the borrower
// sentence_en: {owner} took control of {changed} on {taken_on}; {borrower} borrowed {amount:amount}{unit} on {lent_on}.
// sentence_zh: {owner}于{taken_on}取得{changed}的控制权，{borrower}随后于{lent_on}借款{amount:amount}{unit}。
UNWIND $page AS start
MATCH (borrower:Company {id: start.id})
MATCH (facility:Facility {borrower: borrower.id})
WHERE facility.starts_on <= $as_of
  AND @not_closed(facility)
WITH borrower, facility, facility.starts_on AS lent,
     facility.starts_on - duration({days: $window_days}) AS opening,
     [borrower] + [(borrower)<-[control:CONTROLS]-(head:Company) WHERE @controls_alone(control) | head] AS line
UNWIND line AS changed
MATCH (owner:Party)-[holding:OWNS]->(changed)
WHERE @held_on(holding, lent)
  AND @own_holding(holding)
WITH borrower, facility, opening, changed, owner, sum(@votes_of(holding)) AS after, @group_by_source(holding, cited),
     max(CASE WHEN holding.valid_from >= opening THEN holding.valid_from ELSE null END) AS taken_on
WITH borrower, facility, opening - duration({days: 1}) AS eve, changed, owner, @max_over_sources(after, cited),
     max(taken_on) AS taken_on
WHERE after > $majority
  AND taken_on IS NOT NULL
  AND (changed.founded IS NULL OR changed.founded + duration({days: 30}) < taken_on)
MATCH (previous:Party)-[earlier:OWNS]->(changed)
WHERE @held_on(earlier, eve)
  AND @own_holding(earlier)
WITH borrower, facility, changed, owner, taken_on, cited, previous, sum(@votes_of(earlier)) AS before,
     @group_by_source(earlier, known_by)
WITH borrower, facility, changed, owner, taken_on, cited, previous, @max_over_sources(before, known_by)
WITH borrower, facility, changed, owner, taken_on, cited,
     sum(CASE WHEN previous.id = owner.id THEN before ELSE 0.0 END) AS own_before,
     collect(CASE WHEN previous.id <> owner.id AND before > $majority THEN previous ELSE null END) AS former,
     @collect_flat(known_by) AS known_by
WHERE own_before <= $majority
WITH borrower, facility, changed, owner, taken_on, cited + known_by AS cited, former,
     [(owner)-[kin:RELATED_TO]-(relative:Party)
      WHERE @current(kin)
        AND (kin.valid_from IS NULL OR kin.valid_from <= taken_on)
        AND (kin.valid_to IS NULL OR kin.valid_to >= taken_on)
        AND kin.kind IN ['spouse', 'parent', 'child', 'sibling', 'acts_in_concert', 'nominee'] | relative.id]
     + [(owner)<-[control:CONTROLS]-(over:Party) WHERE @controls_alone(control) | over.id]
     + [(owner)-[control:CONTROLS]->(under:Party) WHERE @controls_alone(control) | under.id]
     + [(owner)<-[one:CONTROLS]-(over:Party)-[two:CONTROLS]->(sister:Party)
        WHERE @controls_alone(one) AND @controls_alone(two) | sister.id] AS own_side
WHERE none(party IN former WHERE party.id IN own_side)
WITH borrower, changed, owner, former, taken_on, cited, facility
ORDER BY facility.starts_on, facility.id
WITH borrower, changed, owner, collect(former)[0] AS former, min(taken_on) AS taken_on, collect(cited)[0] AS cited,
     min(facility.starts_on) AS lent_on, collect(facility.record) AS loans,
     collect({currency: @currency_of(facility), amount: coalesce(facility.limit, @balance_on_day(facility), 0.0)}) AS parts
WITH borrower, changed, owner, former, taken_on, cited, lent_on, loans, parts, @main_currency(parts) AS currency
RETURN borrower.id AS party_id, owner.id AS owner_id, borrower.name AS borrower, changed.name AS changed, owner.name AS owner,
       [party IN former | party.name] AS former, taken_on AS taken_on, lent_on AS lent_on,
       @sum_in_currency(parts, currency) AS amount, @currency_suffix(currency) AS unit,
       [borrower.id, changed.id, owner.id] + [party IN former | party.id] AS party_ids, cited + loans AS records
ORDER BY party_id, owner_id
LIMIT $most
