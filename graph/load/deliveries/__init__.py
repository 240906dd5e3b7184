"""Deliveries: each load of a file as a node, what it ended, and how it is taken back."""
