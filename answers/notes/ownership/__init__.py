"""Notes on owners, holdings, votes and control."""
