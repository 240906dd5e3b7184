// id: shared_identifier
// title: Two parties have one identifier
// title_zh: 多个主体使用同一标识代码
// severity: low
// status: stable
// key: identifier, kind
// burdens: party_ids
// returns: party_id, identifier, kind, count, names, party_ids, records
// param: most_parties = 10 — a value of more parties than this is a placeholder, or the number of a file and not of a party
// why: An identifier belongs to one party. Either two parties are one, and what they own, owe and guarantee has to be
//   added up, or one of the identifiers is wrong, and facts may stand with the wrong party.
// innocent: A person and the business in that person's name may share the number of the business, so that only parties of
//   one kind contradict each other; so does a placeholder that many rows have.
// unseen: Identifiers that are written differently in sources of other schemes; parties that were merged by hand. It
//   says that the sources contradict each other, and so has no points in a score.
// source: GB 32100-2015 (one unified social credit code per organisation); ISO 17442-1:2020 (one LEI per legal entity)
// sentence_en: {count} parties have the identifier {identifier}: {names}. They are one party, or an identifier is wrong.
// sentence_zh: {count}个主体使用同一标识代码{identifier}：{names}。可能为同一主体，或标识有误。
// algorithm: shared_identifiers
// reads: identified_parties
