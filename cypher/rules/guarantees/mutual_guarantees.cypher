// id: mutual_guarantees
// title: Two companies guarantee each other
// title_zh: 两家企业互相担保
// severity: high
// status: stable
// needs: control
// key: left_id, right_id
// burdens: party_ids
// returns: party_id, left_id, right_id, names, amount, unit, party_ids, records
// why: Each guarantee is worth only what the other company is worth: when one fails, the other loses its guarantee and
//   has to pay as well.
// innocent: Inside one consolidated group (a company that openly controls the other, or that controls both) the lender
//   looks at the group as one debtor. A guarantee that ended before the other began is no mutual guarantee.
// unseen: Guarantees that are not in the graph, mutual guarantees of three and more (see joint_guarantees), counter-
//   guarantees by pledge; amounts in another currency than most of them (one without a currency counts as CNY).
// source: CBIRC, Guidelines on Credit Risk of Group Customers (2010); methods of guarantee circles (互保)
// sentence_en: {names} guarantee each other, {amount:amount}{unit} in all.
// sentence_zh: {names}互相担保，合计{amount:amount}{unit}。
// algorithm: mutual_guarantees
// reads: guarantee_pairs, open_heads, guarantees_between
