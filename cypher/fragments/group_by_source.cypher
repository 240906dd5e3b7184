// fragment: group_by_source(tie, records)
// means: Columns of a first WITH that groups ties by source: the source, and the records of its ties.
// tie: a relationship
// records: the new column of records
@tie.source AS source, collect(@tie.record) AS @records
