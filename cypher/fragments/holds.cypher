// fragment: holds(tie)
// means: The tie is valid on the day asked for, is current in our books and was not retracted.
// tie: a relationship
@current(@tie)
  AND @valid(@tie)
