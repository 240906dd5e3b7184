"""What can be opened by a key or an id: records, loans, cases and findings."""
