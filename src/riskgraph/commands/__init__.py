"""The commands of the terminal that have a file of their own, what their arguments are read by, and how they end."""
