"""Control of companies, by votes and by statements of sources."""

from .majority import control_closure, find_control_rings, ultimate_controllers

__all__ = ["control_closure", "find_control_rings", "ultimate_controllers"]
