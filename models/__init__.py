"""Compute measures from arrays, signals from measures and scores from signals, without a database."""
