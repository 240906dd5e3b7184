// fragment: by_source(tie, records)
// means: Columns of a first WITH that sums one source at a time: the source and the records of its ties.
// tie: a relationship
// records: the new column of records
@tie.source AS source, collect(@tie.record) AS @records
