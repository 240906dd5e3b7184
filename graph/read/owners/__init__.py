"""Reads of who holds and controls a company, from the engine or from the files on disk."""
