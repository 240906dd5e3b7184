// id: circular_guarantees
// title: Companies guarantee each other round a circle
// title_zh: 企业循环担保
// severity: high
// status: stable
// needs: control
// key: circle
// burdens: party_ids
// returns: party_id, circle, names, amount, unit, party_ids, records
// why: Every guarantee in a circle comes back to the debtor it should protect the lender from.
// innocent: Inside one consolidated group (one company openly controls all the others, or is one of them) the lender looks
//   at the group as one debtor. A circle is broken once one of its guarantees has ended.
// unseen: Circles of more than five, circles that run through persons; circles whose every step is mutual are reported as
//   mutual or joint guarantees instead; amounts in another currency than most of them (one without a currency counts
//   as CNY).
// source: methods of guarantee circles (循环担保); China Banking Association practice on guarantee circles
// sentence_en: {names} guarantee each other round a circle, {amount:amount}{unit} in all.
// sentence_zh: {names}形成循环担保，合计{amount:amount}{unit}。
// algorithm: circular_guarantees
// reads: guarantee_pairs, open_heads, guarantees_between
