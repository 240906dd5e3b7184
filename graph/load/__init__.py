"""Records become nodes and relationships."""
