// whether the graph ever had a holding that is no parcel
MATCH (state:State {id: 'single_holdings'})
RETURN state.id AS id
