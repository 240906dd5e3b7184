"""News and filings of the world in Chinese and English, with labelled entities and events."""
