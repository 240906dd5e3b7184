"""Load records as nodes and relationships."""
