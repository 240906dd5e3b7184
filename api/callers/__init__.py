"""Who calls the API: the local token and its file."""
