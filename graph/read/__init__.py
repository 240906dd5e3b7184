"""One question to the graph per file."""
