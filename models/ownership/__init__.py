"""Ownership through chains of holdings, and the beneficial owners that the law names."""

from .integrated import beneficial_owners, find_closed_loops, integrated_ownership

__all__ = ["beneficial_owners", "find_closed_loops", "integrated_ownership"]
