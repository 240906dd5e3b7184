// id: loan_money_returns
// title: Loan money returns to the borrower or its controllers
// title_zh: 贷款资金回流至借款人或其控制人
// severity: high
// status: stable
// needs: control
// key: facility_id
// returns: party_id, facility_id, borrower, lent, lent_on, returned, unit, part, ends, through, intermediaries, last_on, party_ids, records
// param: window_days = 30 — money spent on its stated purpose does not return within a month
// param: minimum_part = 0.5 — half of the loan, summed over all routes and instalments; less may be coincidence
// param: smallest_part = 0.02 — a stop that received less than a fiftieth of the loan is not followed further
// why: A loan that returns after a few stops was never spent on its purpose; the sales or assets it claims to pay for
//   do not exist.
// innocent: Trade and refunds between parties where one really supplies the other, leases from a lessor outside the
//   borrower's circle, a cash pool within one consolidated group, repayments, and money the borrower passes down to its
//   own subsidiaries.
// unseen: More than three stops; cash; transfers between two accounts of one party, which no record holds; what a person who
//   borrows pays to companies of their own, and family of that person; accounts of parties outside the graph; money that returns after the window;
//   payments in a currency other than the loan's (an amount without a currency counts as CNY); false contracts (a false
//   lease or supply in the graph excuses the payment). Loans repaid by the day asked for are not examined: ask for a
//   day on which the loan was open. Nor are loans without a limit that ended after that day: their balance is unknown.
// source: NFRA, Measures on Working Capital Loans (流动资金贷款管理办法, 国家金融监督管理总局令2024年第2号), on payment and use of
//   loan money; FATF typologies on round-tripping
// sentence_en: Of {lent:amount}{unit} lent to {borrower} on {lent_on}, {returned:amount}{unit} ({part:percent}) reached {ends} by {last_on}{through:circle}.
// sentence_zh: {borrower}于{lent_on}获得贷款{lent:amount}{unit}，至{last_on}已有{returned:amount}{unit}（{part:percent}）回流至{ends}{through:circle}。
// algorithm: money_returns
// reads: open_loans, payments_from, control_around
