// id: guarantees_above_net_assets
// title: A company has guaranteed more than its net assets
// title_zh: 对外担保总额超过净资产
// severity: high
// status: stable
// pages: guarantors
// key: party_id
// returns: party_id, name, guaranteed, net_assets, unit, period, borrowers, party_ids, records
// param: multiple = 1.0 — a company that guarantees more than it owns cannot honour every guarantee
// param: licensed_multiple = 10.0 — the legal limit for a financing guarantee company: ten times its net assets
//   (融资担保公司监督管理条例, 2017, art. 15)
// param: public_after_days = 120 — annual accounts are published within four months of year end (Securities Law, art.
//   79); score measures wait as long
// param: month_public_after_days = 31 — monthly figures are available one month later; score measures use the same
//   delay
// why: If the guarantees are called, the guarantor fails as well, and the lender's security is worth less than it
//   appeared.
// innocent: For a licensed financing guarantee company or a bank (industry J), guaranteeing is the business: the limit
//   of its licence applies. Guarantees that have ended do not count.
// unseen: Companies whose net assets had not been published by the day asked for; guarantees without an amount;
//   guarantees whose facility has been partly repaid; guarantees in a currency other than that of the net assets; net
//   assets in a unit that is not a currency, such as 万元 (an amount without a currency counts as CNY).
// source: CSRC and CBIRC, Guideline no. 8 for listed companies (上市公司监管指引第8号, 2022): all guarantees count, those
//   for subsidiaries included
// sentence_en: {name} guarantees {guaranteed:amount}{unit} for {borrowers} against net assets of {net_assets:amount}{unit} ({period}).
// sentence_zh: {name}为{borrowers}担保{guaranteed:amount}{unit}，而净资产为{net_assets:amount}{unit}（{period}）。
UNWIND $page AS start
MATCH (guarantor:Company {id: start.id})
MATCH (guarantor)-[tie:GUARANTEES]->(borrower:Party)
WHERE @secures_debt(tie)
  AND tie.amount > 0.0
  AND guarantor.id <> borrower.id
WITH guarantor, borrower, @currency_of(tie) AS currency, sum(tie.amount) AS amount, @group_by_source(tie, cited)
WITH guarantor, borrower, currency, @max_over_sources(amount, cited)
ORDER BY borrower.id
WITH guarantor, currency, sum(amount) AS guaranteed, collect(borrower) AS borrowers,
     @collect_flat(cited) AS cited
MATCH (figure:Indicator {party: guarantor.id})
WHERE figure.name = 'net_assets'
  AND @published_in_currency(figure, currency)
WITH guarantor, currency, guaranteed, borrowers, cited, figure
ORDER BY @last_month(figure) DESC, @currency_suffix(currency)
WITH guarantor,
     collect({currency: currency, guaranteed: guaranteed, borrowers: borrowers, cited: cited, figure: figure})[0] AS found
WITH guarantor, found.currency AS currency, found.guaranteed AS guaranteed, found.borrowers AS borrowers,
     found.cited AS cited, found.figure AS latest
WHERE guaranteed > latest.value * CASE WHEN guarantor.industry STARTS WITH 'J' AND latest.value > 0.0
                                       THEN $licensed_multiple ELSE $multiple END
RETURN guarantor.id AS party_id, guarantor.name AS name, guaranteed AS guaranteed, latest.value AS net_assets,
       @currency_suffix(currency) AS unit, latest.period AS period,
       [party IN borrowers | party.name] AS borrowers,
       [guarantor.id] + [party IN borrowers | party.id] AS party_ids,
       cited + [latest.record] AS records
ORDER BY party_id
LIMIT $most
