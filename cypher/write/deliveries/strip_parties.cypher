// leaves parties that no record describes any more their kind and name alone
UNWIND $ids AS id
MATCH (party:Party {id: id})
SET party = {id: party.id, kind: party.kind, name: party.name, names: [party.name], identifiers: [],
             source: party.source, record: party.record}
