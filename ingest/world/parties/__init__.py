"""The companies and people of the fictional world: names, numbers and offices."""
