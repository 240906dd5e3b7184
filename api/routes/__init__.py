"""One file per noun; each has a `router` and is found by being here."""

from importlib import import_module
from pkgutil import iter_modules

from fastapi import APIRouter

ROUTERS: tuple[APIRouter, ...] = tuple(
    module.router
    for module in (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    if hasattr(module, "router")
)
