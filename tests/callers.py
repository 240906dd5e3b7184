"""The application asked as the user who runs it asks it: on this machine, with the local token."""

from typing import Any

from fastapi.testclient import TestClient

from riskgraph.api.app import create_app
from riskgraph.api.callers.local_token import ensure_token
from riskgraph.settings import Settings

ADDRESS = "http://127.0.0.1"


def open_client(settings: Settings, **options: Any) -> TestClient:
    """Return the application with these settings; `with` opens what it answers from."""
    return TestClient(create_app(settings), base_url=ADDRESS, headers=local_token(settings), **options)


def local_token(settings: Settings) -> dict[str, str]:
    """Return the header with the local token of the data directory."""
    return {"Authorization": f"Bearer {ensure_token(settings.data_dir)}"}
