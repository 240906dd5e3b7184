"""One folder per source: who publishes it, how its columns map, how its rows are read."""
