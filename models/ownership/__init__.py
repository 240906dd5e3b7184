"""Who owns how much of whom, and whom the law calls a beneficial owner."""

from .integrated import beneficial_owners, find_closed_loops, integrated_ownership

__all__ = ["beneficial_owners", "find_closed_loops", "integrated_ownership"]
