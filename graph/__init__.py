"""What the graph holds, how it gets there, what can be asked of it."""
