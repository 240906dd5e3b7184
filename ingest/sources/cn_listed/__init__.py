"""Chinese listed companies, 2017 to 2022."""
