"""Reads of one party: its page, its lists, what it controls, its score."""
