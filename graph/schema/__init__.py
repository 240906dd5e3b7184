"""Labels, relationship types, constraints and migrations, derived from the declared records."""
