// id: loan_money_returns
// title: Loan money comes back to the borrower or to who controls it
// title_zh: 贷款资金回流至借款人或其控制人
// severity: high
// status: stable
// needs: control
// key: facility_id
// returns: party_id, facility_id, borrower, lent, lent_on, returned, unit, part, ends, through, intermediaries, last_on, party_ids, records
// param: window_days = 30 — money that is spent on its purpose does not come back within a month
// param: minimum_part = 0.5 — half of the loan, summed over all ways and parts; less may be chance
// param: smallest_part = 0.02 — a station that got less than a fiftieth of the loan is not followed further
// why: A loan that comes back after a few stations was never spent on its purpose; sales and assets that it pretends to
//   pay for do not exist.
// innocent: Trade and refunds between parties where one really supplies the other, leases with a lessor outside the
//   borrower's circle, a cash pool inside one consolidated group, repayments, and money that the borrower sends down to
//   its own subsidiaries.
// unseen: More than three stations, cash, accounts of parties outside the graph, money that comes back later than the
//   window, payments in another currency than the loan (what names none is in CNY), false contracts (a false lease or
//   supply that is in the graph excuses the money here). A loan that is repaid by the day asked for is no longer looked
//   at: ask for a day on which it was open.
// source: CBIRC, Interim Measures on Working Capital Loans (流动资金贷款管理暂行办法), on the use of loan money; FATF typologies
//   on round-tripping
// sentence_en: Of {lent:amount}{unit} lent to {borrower} on {lent_on}, {returned:amount}{unit} ({part:percent}) came to {ends} by {last_on}{through:circle}.
// sentence_zh: {borrower}于{lent_on}获得贷款{lent:amount}{unit}，至{last_on}已有{returned:amount}{unit}（{part:percent}）回流至{ends}{through:circle}。
// algorithm: money_returns
// reads: open_loans, payments_from, control_around
