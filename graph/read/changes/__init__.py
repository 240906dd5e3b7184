"""Reads of what deliveries, rules and scores changed in the books."""
