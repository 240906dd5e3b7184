"""The engines and the one door to them."""
