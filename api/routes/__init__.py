"""One file per noun; each gives its `router`."""

from fastapi import APIRouter

from . import health, parties

ROUTERS: tuple[APIRouter, ...] = (health.router, parties.router)
