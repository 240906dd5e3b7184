// fragment: over_sources(number, records)
// means: Columns of the WITH after @by_source: several sources count once, by the one that knows most; all are cited.
// number: the sum of one source
// records: the records of one source
max(@number) AS @number, @collect_all(@records) AS @records
