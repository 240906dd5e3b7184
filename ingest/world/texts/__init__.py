"""News and filings of the world in Chinese and English, with what stands where in them."""
