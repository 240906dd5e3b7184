"""Readers that turn the text of one cell into a value."""
