"""Paths between two parties: how much each means, and the best of them first."""
