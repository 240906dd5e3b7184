"""Identifiers of companies: their kinds and their check characters.

Unified social credit code: GB 32100-2015, with the organisation code of GB 11714 inside. LEI: ISO 17442 with ISO 7064
MOD 97-10. python-stdnum computes the check characters of both; their forms are checked here, because it refuses a
credit code with a letter in the authority and accepts an LEI of any length. It has no organisation codes. An
identifier is stored as `scheme:value`, its value as `normalise` spells it.
"""

import re
from enum import StrEnum
from unicodedata import normalize

from stdnum.cn import uscc
from stdnum.iso7064 import mod_97_10

from ..errors import RecordError

USCC_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
USCC_FORM = re.compile(f"[{USCC_SIGNS}]{{2}}[0-9]{{6}}[{USCC_SIGNS}]{{10}}")
BUSINESS_AUTHORITY = "9"
ORGANISATION_FORM = re.compile(r"[0-9A-Z]{8}[0-9X]")
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
LEI_FORM = re.compile(r"[0-9A-Z]{18}[0-9]{2}")
LEI_CHECKS_NEVER_ISSUED = ("00", "01", "99")


class IdentifierKind(StrEnum):
    """The register that an identifier belongs to, judged by its form."""

    USCC = "uscc"
    LEI = "lei"
    ORGANISATION_CODE = "cn-org"
    REGISTRATION_NUMBER = "cn-reg"


def normalise(text: str) -> str:
    """Return the text in one spelling: compatibility forms folded, no spaces or hyphens, upper case."""
    return re.sub(r"[\s-]", "", normalize("NFKC", text)).upper()


def is_uscc(text: str) -> bool:
    """Return whether this is a unified social credit code with valid check characters.

    Authority and class may be letters (`N` for rural collectives). Codes of the market regulator carry an organisation
    code with a check character of its own; others need not.
    """
    code = normalise(text)
    if not USCC_FORM.fullmatch(code) or code[17] != uscc.calc_check_digit(code[:17]):
        return False
    return code[0] != BUSINESS_AUTHORITY or is_organisation_code(code[8:17])


def is_organisation_code(text: str) -> bool:
    """Return whether this is an organisation code of nine characters with a valid check character."""
    code = normalise(text)
    return bool(ORGANISATION_FORM.fullmatch(code)) and code[8] == compute_organisation_check(code[:8])


def compute_organisation_check(body: str) -> str:
    """Compute the check character from the first eight characters of an organisation code."""
    total = sum(int(sign, 36) * weight for sign, weight in zip(body, ORGANISATION_WEIGHTS, strict=True))
    check = 11 - total % 11
    return {10: "X", 11: "0"}.get(check, str(check))


def is_lei(text: str) -> bool:
    """Return whether this is a legal entity identifier with valid check digits."""
    code = normalise(text)
    return bool(LEI_FORM.fullmatch(code)) and code[18:] not in LEI_CHECKS_NEVER_ISSUED and mod_97_10.is_valid(code)


def find_kind(text: str) -> IdentifierKind | None:
    """Find the kind of an identifier; `None` if its form is unknown or its check fails."""
    code = normalise(text)
    if is_uscc(code):
        return IdentifierKind.USCC
    if is_lei(code):
        return IdentifierKind.LEI
    if is_organisation_code(code):
        return IdentifierKind.ORGANISATION_CODE
    return IdentifierKind.REGISTRATION_NUMBER if re.fullmatch(r"[0-9]{15}", code) else None


CHECKS = {
    IdentifierKind.USCC: is_uscc,
    IdentifierKind.LEI: is_lei,
    IdentifierKind.ORGANISATION_CODE: is_organisation_code,
}


def check_identifier(identifier: str) -> str:
    """Return the identifier in its one spelling; raise `RecordError` if it fails the check of its scheme."""
    scheme, colon, value = identifier.partition(":")
    if not (scheme and colon and value):
        raise RecordError(
            "an identifier without its scheme", value=identifier, remedy="write it as scheme:value, such as uscc:..."
        )
    check = CHECKS.get(IdentifierKind(scheme)) if scheme in CHECKS else None
    if check is None:
        return identifier
    if not check(value):
        raise RecordError(
            f"a {scheme} whose form or check character is wrong", value=identifier,
            remedy="correct the identifier in the source",
        )  # fmt: skip
    return f"{scheme}:{normalise(value)}"
