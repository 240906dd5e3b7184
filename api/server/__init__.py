"""The serving process: connections, checks, metrics, and what it holds while it serves."""
