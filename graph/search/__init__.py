"""Find parties by name or identifier."""
