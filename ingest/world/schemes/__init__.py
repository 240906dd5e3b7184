"""Planted schemes, their innocent look-alikes, and the truth about both."""
