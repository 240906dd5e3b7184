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
// innocent: Within one consolidated group (one company openly controls the other, or a third openly controls both), the
//   lender treats the group as a single debtor. If one guarantee ended before the other began, they are not mutual.
//   The guarantee of a company that has been removed from the register is worth nothing and does not count.
// unseen: Guarantees missing from the graph; mutual guarantees among three or more companies (see joint_guarantees);
//   counter-guarantees; amounts in any currency but the most common one (an amount without a currency counts
//   as CNY).
// source: CBRC, Guidelines on Credit Risk of Group Customers (2010); methods of guarantee circles (互保)
// sentence_en: {names} guarantee each other, {amount:amount}{unit} in all.
// sentence_zh: {names}互相担保，合计{amount:amount}{unit}。
// algorithm: mutual_guarantees
// reads: guarantee_pairs, open_heads, guarantees_between
