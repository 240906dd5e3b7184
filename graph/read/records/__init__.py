"""What a record key leads to: its versions, what each said, and the row as it was delivered."""
