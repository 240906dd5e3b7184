"""The page of a party: everything known about it, its lists in pages, and the files it is written to."""
