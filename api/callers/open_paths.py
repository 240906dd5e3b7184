"""What is answered without a key: whether the server lives, and the description of its routes; none of it is data."""

from .. import docs_page

OPEN_PATHS = frozenset(("/health", "/ready", "/openapi.json")) | docs_page.ADDRESSES
