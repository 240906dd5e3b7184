"""Arrays to measures, measures to signals, signals to scores; no database in sight."""
