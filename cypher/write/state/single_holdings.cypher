// keeps on record that the graph had a holding that is no parcel
MERGE (state:State {id: 'single_holdings'})
RETURN state.id AS id
