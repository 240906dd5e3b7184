"""Rule files read, checked and run; what they find is stored as findings."""
