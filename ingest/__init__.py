"""Sources in, checked records out."""
