// id: young_company_large_loan
// title: A young company has borrowed far more than its capital
// title_zh: 新设企业贷款远超注册资本
// severity: high
// status: stable
// needs: control
// pages: debtors
// key: party_id
// returns: party_id, borrower, founded, first_loan, amount, capital, unit, multiple, loans, party_ids, records
// param: young_days = 365 — a company less than a year old cannot show the accounts of a full year
// param: minimum_multiple = 10.0 — ordinary firms borrow a few times their capital; even banks are limited to twelve
//   times
// param: public_after_days = 120 — annual accounts are published within four months of year end (Securities Law, art.
//   79); score measures wait as long
// param: month_public_after_days = 31 — monthly figures are available one month later; score measures use the same
//   delay
// why: A company with no track record and little capital of its own was set up for the loan.
// innocent: A project company openly controlled by a listed company or a public body borrows on the strength of its
//   parent. So does a company whose loans a party that openly controls it guarantees in full, if the net assets in that
//   party's published accounts cover all the guarantees it has given.
// unseen: Companies whose founding date or registered capital is unknown; capital registered but not paid in; loans in
//   a currency other than that of the capital (an amount without a currency counts as CNY); loans without a limit that ended
//   after the day asked for, since their balance on that day is unknown. Guarantees without an amount
//   or in another currency excuse nothing.
// source: NFRA, Measures on Working Capital Loans (流动资金贷款管理办法, 国家金融监督管理总局令2024年第2号), on the borrower's
//   operation, creditworthiness and need of funds; shell-loan patterns
// sentence_en: {borrower}, founded on {founded}, has borrowed {amount:amount}{unit}, {multiple:times} times its capital of {capital:amount}{unit}.
// sentence_zh: {borrower}成立于{founded}，贷款{amount:amount}{unit}，为注册资本{capital:amount}{unit}的{multiple:times}倍。
UNWIND $page AS start
MATCH (borrower:Company {id: start.id})
WHERE borrower.founded IS NOT NULL
  AND borrower.registered_capital > 0.0
MATCH (facility:Facility {borrower: borrower.id})
WHERE @open_facility(facility)
  AND @currency_of(facility) = @currency_of(borrower)
  AND facility.starts_on < borrower.founded + duration({days: $young_days})
WITH borrower, facility
ORDER BY facility.id
WITH borrower, min(facility.starts_on) AS first_loan, sum(coalesce(facility.limit, @balance_on_day(facility), 0.0)) AS amount,
     count(facility) AS loans, collect(facility.id) AS facilities, collect(facility.record) AS cited, @currency_of(borrower) AS currency
WHERE amount > borrower.registered_capital * $minimum_multiple
  AND coalesce(borrower.listed, false) = false
  AND NOT EXISTS {
    MATCH (head:Party)-[control:CONTROLS]->(borrower)
    WHERE @controls_alone(control)
      AND @listed_or_public(head)
  }
OPTIONAL MATCH (parent:Party)-[tie:GUARANTEES]->(borrower)
WHERE @secures_debt(tie)
  AND @currency_of(tie) = currency
  AND (tie.facility IS NULL OR tie.facility IN facilities)
  AND EXISTS {
    MATCH (parent)-[control:CONTROLS]->(borrower)
    WHERE @controls_alone(control)
  }
WITH borrower, first_loan, amount, loans, cited, currency, parent, tie.source AS source, sum(coalesce(tie.amount, 0.0)) AS secured
WITH borrower, first_loan, amount, loans, cited, currency, parent, max(secured) AS secured
WITH borrower, first_loan, amount, loans, cited, currency, CASE WHEN secured >= amount THEN parent.id ELSE '' END AS parent_id
OPTIONAL MATCH (parent:Party {id: parent_id})-[given:GUARANTEES]->(debtor:Party)
WHERE @secures_debt(given)
  AND @currency_of(given) = currency
WITH borrower, first_loan, amount, loans, cited, currency, parent_id, debtor, given.source AS source,
     sum(coalesce(given.amount, 0.0)) AS guaranteed
WITH borrower, first_loan, amount, loans, cited, currency, parent_id, debtor, max(guaranteed) AS guaranteed
WITH borrower, first_loan, amount, loans, cited, currency, parent_id, sum(guaranteed) AS guaranteed
OPTIONAL MATCH (figure:Indicator {party: parent_id})
WHERE figure.name = 'net_assets'
  AND @published_in_currency(figure, currency)
WITH borrower, first_loan, amount, loans, cited, currency, parent_id, guaranteed, figure
ORDER BY @last_month(figure) DESC
WITH borrower, first_loan, amount, loans, cited, currency, parent_id, guaranteed, collect(figure.value)[0] AS net_assets
WITH borrower, first_loan, amount, loans, cited, currency,
     sum(CASE WHEN net_assets >= guaranteed THEN 1 ELSE 0 END) AS bearing
WHERE bearing = 0
RETURN borrower.id AS party_id, borrower.name AS borrower, borrower.founded AS founded, first_loan AS first_loan,
       amount AS amount, borrower.registered_capital AS capital, @currency_suffix(currency) AS unit,
       amount / borrower.registered_capital AS multiple, loans AS loans, [borrower.id] AS party_ids, cited + [borrower.record] AS records
ORDER BY party_id
LIMIT $most
