"""Control of companies, by votes and by statements of sources."""
