"""Who controls whom."""

from .closure import control_closure, find_control_rings, ultimate_controllers

__all__ = ["control_closure", "find_control_rings", "ultimate_controllers"]
