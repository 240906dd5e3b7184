// id: joint_guarantees
// title: Three or more companies all guarantee each other
// title_zh: 三家以上企业相互联保
// severity: high
// status: stable
// needs: control
// key: members
// burdens: party_ids
// returns: party_id, members, names, amount, unit, party_ids, records
// why: A joint group is only as strong as its weakest member: the first default falls on all the others at once.
// innocent: Within one consolidated group (one company, inside the circle or outside it, openly controls the members),
//   the lender treats the group as a single debtor. A company that has been removed from the register does not count.
// unseen: Joint groups that exist only in one loan contract and not as guarantees in each direction; amounts in any
//   currency but the most common one (an amount without a currency counts as CNY).
// source: methods of guarantee circles (联保): at least three firms, pairwise mutual
// sentence_en: {names} all guarantee each other, {amount:amount}{unit} in all.
// sentence_zh: {names}相互联保，合计{amount:amount}{unit}。
// algorithm: joint_guarantees
// reads: guarantee_pairs, open_heads, guarantees_between
