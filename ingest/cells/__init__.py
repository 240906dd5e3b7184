"""The text of a cell becomes a value."""
