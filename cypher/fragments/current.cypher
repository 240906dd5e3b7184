// fragment: current(item)
// means: The item is current in our books, was neither retracted nor disputed, and no better one counts instead of it.
// item: a relationship
@item.known_to IS NULL
  AND NOT (@item.superseded_by IS NOT NULL
           AND any(nth IN range(0, size(@item.superseded_by) - 1)
                   WHERE @item.superseded_since[nth] <= $as_of AND @item.superseded_until[nth] >= $as_of
                     AND @item.superseded_to[nth] = date('9999-12-31')))
  AND NOT @item.status IN ['retracted', 'disputed']
