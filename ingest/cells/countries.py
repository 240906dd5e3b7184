"""Country codes and names; Hong Kong, Macao and Taiwan have their own codes."""

from functools import cache
from importlib.resources import files
from unicodedata import normalize

import yaml

from ...errors import RecordError


def read_country(text: str) -> str:
    """Return the ISO 3166-1 alpha-2 code of a country code or a common name in Chinese or English."""
    code = _list_names().get(normalize("NFKC", text).strip().casefold())
    if code is None:
        raise RecordError("an unknown country", remedy="write the ISO 3166-1 alpha-2 code, such as CN or HK")
    return code


@cache
def _list_names() -> dict[str, str]:
    """Map each code and name, in lower case, to its alpha-2 code."""
    table = yaml.safe_load(files(__package__).joinpath("countries.yml").read_text(encoding="utf-8"))
    return {name.casefold(): code for code, names in table.items() for name in (code, *names)}
