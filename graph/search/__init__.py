"""Parties found by name or identifier."""
