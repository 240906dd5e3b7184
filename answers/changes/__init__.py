"""Answer what changed in the books since a day: one file per sort of change."""
