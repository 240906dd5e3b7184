"""Every Cypher statement that is not generated, one per file."""
