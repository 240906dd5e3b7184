"""Where a page of a list begins, as one opaque word that the caller sends back."""

import base64
import binascii

import orjson

from ..errors import UsageError


def write_cursor(parts: list[int | float | str], of: str = "") -> str:
    """Return the word for the place after which the next page begins; `of` names the list that it is a place of."""
    parts = [of, *parts] if of else parts
    return base64.urlsafe_b64encode(orjson.dumps(parts)).rstrip(b"=").decode()


def read_cursor(word: str, kinds: tuple[type, ...], of: str = "") -> list[int | float | str]:
    """Read the word back; raise UsageError for one that this API did not issue."""
    try:
        parts = orjson.loads(base64.b64decode(word + "=" * (-len(word) % 4), b"-_", validate=True))
    except (binascii.Error, ValueError) as error:
        raise UsageError("`after` is not the `next` of an earlier answer") from error
    if of and isinstance(parts, list) and parts[:1] == [of]:
        parts = parts[1:]
    elif of:
        parts = None
    if not isinstance(parts, list) or [type(part) for part in parts] != list(kinds):
        raise UsageError("`after` is not the `next` of an earlier answer")
    return parts
