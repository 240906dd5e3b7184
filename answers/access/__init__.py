"""What answers are read from: the store, the name index, and the loads under way."""
