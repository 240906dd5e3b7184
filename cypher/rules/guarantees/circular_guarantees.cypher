// id: circular_guarantees
// title: Companies guarantee each other in a circle
// title_zh: 企业循环担保
// severity: high
// status: stable
// needs: control
// key: circle
// burdens: party_ids
// returns: party_id, circle, names, amount, unit, party_ids, records
// why: Every guarantee in the circle leads back to the debtor whose default it should cover.
// innocent: Within one consolidated group (one company, inside the circle or outside it, openly controls the members),
//   the lender treats the group as a single debtor. One guarantee that has ended breaks the circle, and so
//   does a company that has been removed from the register.
// unseen: Circles of more than twelve companies, except the shortest one of companies that no shorter circle contains. Where
//   companies form too many circles to list, circles of more than five are left out, and the run says so. Circles through natural persons; amounts in any currency but the most
//   common one (an amount without a currency counts as CNY). Circles in which every step is mutual are reported as
//   mutual or joint guarantees instead.
// source: methods of guarantee circles (循环担保); China Banking Association practice on guarantee circles
// sentence_en: {names} guarantee each other in a circle, {amount:amount}{unit} in all.
// sentence_zh: {names}形成循环担保，合计{amount:amount}{unit}。
// algorithm: circular_guarantees
// reads: guarantee_pairs, open_heads, guarantees_between
