"""Back the whole graph up into one file, and restore it into an engine of either kind."""
