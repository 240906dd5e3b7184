// fragment: decides(tie)
// means: The tie holds as known and is not disputed: a disputed one is shown and decides neither ownership nor control.
// tie: a relationship
@holds_as_known(@tie)
  AND @tie.status <> 'disputed'
