"""The companies and people of the fictional world: their names, numbers and offices."""
