"""Guarantees: circles, chains and stars among guarantors, and the rules on them."""
