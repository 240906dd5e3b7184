"""One file per noun; each gives its `router`."""

from fastapi import APIRouter

from . import documents, health, owners, parties, paths, registers, scores, search

ROUTERS: tuple[APIRouter, ...] = tuple(
    room.router for room in (health, search, parties, owners, scores, paths, documents, registers)
)
