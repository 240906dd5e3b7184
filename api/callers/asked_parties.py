"""Which parties a request asks about, as the log names them: by a keyed hash, unless the settings ask for the words."""

from fastapi import Request

from ...graph.personal.keyed import open_keyed
from ...settings import Settings
from ..depends import decode_id

ENDS = ("from", "to")  # of a path
LISTS = ("/v1/findings", "/v1/changes")  # of all parties, or of one


class AskedParties:
    """Names the parties of requests."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def name(self, words: str) -> str:
        """Return what the log has for a party, from the words with which it was asked for."""
        return words if self._settings.log_parties else open_keyed(self._settings).hash("asked", words)


async def note_asked_parties(request: Request) -> None:
    """Leave the parties of a request to the log; words of a search are no party and may be a person's name."""
    pattern = request.scope["route"].path
    words: list[str] = []
    if pattern.startswith("/v1/parties/{id}"):
        words = [decode_id(request.path_params["id"])]
    elif pattern == "/v1/paths":
        words = [request.query_params[end] for end in ENDS if end in request.query_params]
    elif pattern in LISTS and "party" in request.query_params:
        words = [request.query_params["party"]]
    if words:
        request.state.parties = [request.app.state.asked_parties.name(word) for word in words]
