// id: young_company_large_loan
// title: A young company has borrowed far more than its capital
// title_zh: 新设企业贷款远超注册资本
// severity: high
// status: stable
// needs: control
// key: party_id
// returns: party_id, borrower, founded, first_loan, amount, capital, unit, multiple, loans, party_ids, records
// param: young_days = 730 — a company less than two years old cannot show two years of audited accounts
// param: minimum_multiple = 10.0 — ordinary firms borrow a few times their capital; even banks are limited to twelve
//   times
// why: A company with no track record and little capital of its own was set up for the loan.
// innocent: A project company openly controlled by a listed company or a public body borrows on the strength of its
//   parent.
// unseen: Companies whose founding date or registered capital is unknown; capital registered but not paid in; loans in
//   a currency other than that of the capital (an amount without a currency counts as CNY).
// source: CBIRC, Interim Measures on Working Capital Loans (2010), on the borrower's own funds; shell-loan patterns
// sentence_en: {borrower}, founded on {founded}, has borrowed {amount:amount}{unit}, {multiple:times} times its capital of {capital:amount}{unit}.
// sentence_zh: {borrower}成立于{founded}，贷款{amount:amount}{unit}，为注册资本{capital:amount}{unit}的{multiple:times}倍。
MATCH (facility:Facility)
WHERE facility.starts_on <= $as_of
  AND @not_closed(facility)
MATCH (borrower:Company {id: facility.borrower})
WHERE borrower.founded IS NOT NULL
  AND borrower.registered_capital > 0.0
  AND @currency_of(facility) = @currency_of(borrower)
  AND facility.starts_on < borrower.founded + duration({days: $young_days})
WITH borrower, facility
ORDER BY facility.id
WITH borrower, min(facility.starts_on) AS first_loan, sum(coalesce(facility.limit, facility.balance, 0.0)) AS amount,
     count(facility) AS loans, collect(facility.record) AS cited, @currency_of(borrower) AS currency
WHERE amount > borrower.registered_capital * $minimum_multiple
  AND coalesce(borrower.listed, false) = false
  AND NOT EXISTS {
    MATCH (head:Party)-[control:CONTROLS]->(borrower)
    WHERE @controls_alone(control)
      AND @listed_or_public(head)
  }
RETURN borrower.id AS party_id, borrower.name AS borrower, borrower.founded AS founded, first_loan AS first_loan,
       amount AS amount, borrower.registered_capital AS capital, @currency_suffix(currency) AS unit,
       amount / borrower.registered_capital AS multiple, loans AS loans, [borrower.id] AS party_ids, cited + [borrower.record] AS records
ORDER BY party_id
LIMIT $most
