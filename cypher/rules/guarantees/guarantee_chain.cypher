// id: guarantee_chain
// title: A guarantor relies in turn on another guarantor
// title_zh: 链式担保
// severity: medium
// status: stable
// needs: control
// key: first_id, last_id
// burdens: guarantor_ids
// returns: party_id, first_id, last_id, guarantor_ids, names, amount, unit, party_ids, records
// why: When the last debtor in the chain defaults, every guarantor up to the head is called in turn.
// innocent: Parents that guarantee their subsidiaries step by step within one consolidated group are a single debtor: a
//   chain between a head and companies it openly controls is left out. A company that has been removed from the register
//   ends a chain.
// unseen: Between one head and one last debtor only the longest chain is reported. A ring of companies that guarantee each
//   other counts as one step: it can head a chain, lie within it or end it, and the circle rules report it. Chains
//   through natural persons; counter-guarantees; amounts in any currency but the most common one (an amount without a
//   currency counts as CNY).
// source: methods of guarantee circles (链式担保): a directed path of at least two guarantees
// sentence_en: Guarantees form a chain, each company guaranteeing the next: {names}.
// sentence_zh: 担保逐级相连，前者为后者担保：{names}。
// algorithm: guarantee_chains
// reads: guarantee_pairs, open_heads, guarantees_between
