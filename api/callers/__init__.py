"""Who calls the API, by which key, and what each may call."""
