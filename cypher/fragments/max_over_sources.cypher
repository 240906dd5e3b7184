// fragment: max_over_sources(number, records)
// means: Columns of the WITH after @group_by_source: several sources count once, with the largest number; all are cited.
// number: the sum of one source
// records: the records of one source
max(@number) AS @number, @collect_flat(@records) AS @records
