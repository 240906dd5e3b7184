"""The graph as arrays on disk."""
