"""Small economies for tests of measures and models, built from plain rows."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np

from riskgraph.models.economy import Accounts, Cases, Economy, Loans, Ties

AS_OF = date(2022, 12, 31)


def build_economy(
    companies: Sequence[str],
    *,
    persons: Sequence[str] = (),
    ties: dict[str, Sequence[dict[str, Any]]] | None = None,
    figures: Sequence[tuple[str, str, str, float]] = (),
    loans: Sequence[dict[str, Any]] = (),
    cases: Sequence[dict[str, Any]] = (),
    founded: str = "2010-01-01",
    industry: str = "C39",
    status: str = "active",
    as_of: date = AS_OF,
) -> Economy:
    """Build an economy; figures are (party, name, period, value)."""
    ids = [*companies, *persons]
    place = {party: number for number, party in enumerate(ids)}
    kinds = ["Company"] * len(companies) + ["Person"] * len(persons)
    return Economy(
        as_of=as_of,
        ids=np.array(ids),
        kinds=np.array(kinds),
        founded=np.array([founded] * len(ids), dtype="datetime64[D]"),
        industry=np.array([industry] * len(ids)),
        status=np.array([status] * len(ids)),
        ties={label: _build_ties(rows, place) for label, rows in (ties or {}).items()},
        accounts=Accounts(
            party=np.array([place[row[0]] for row in figures], dtype=np.int64),
            name=np.array([row[1] for row in figures], dtype=np.str_),
            period=np.array([row[2] for row in figures], dtype=np.str_),
            value=np.array([row[3] for row in figures], dtype=np.float64),
            home=np.ones(len(figures), dtype=np.bool_),
        ),
        loans=_build_loans(loans, place),
        cases=_build_cases(cases, place),
    )


def _build_ties(rows: Sequence[dict[str, Any]], place: dict[str, int]) -> Ties:
    names = sorted({name for row in rows for name in row} - {"start", "end"})
    return Ties(
        np.array([place[row["start"]] for row in rows], dtype=np.int64),
        np.array([place[row["end"]] for row in rows], dtype=np.int64),
        {name: np.array([row.get(name, np.nan) for row in rows], dtype=np.float64) for name in names},
    )


def _build_loans(rows: Sequence[dict[str, Any]], place: dict[str, int]) -> Loans:
    return Loans(
        id=np.array([row.get("id", f"loan-{number}") for number, row in enumerate(rows)], dtype=np.str_),
        borrower=np.array([place[row["borrower"]] for row in rows], dtype=np.int64),
        limit=np.array([row.get("limit", np.nan) for row in rows], dtype=np.float64),
        loan_class=np.array([row.get("loan_class", "") for row in rows], dtype=np.str_),
        **{name: _days(rows, name) for name in ("starts_on", "due_on", "closed_on", "defaulted_on")},
    )


def _build_cases(rows: Sequence[dict[str, Any]], place: dict[str, int]) -> Cases:
    return Cases(
        id=np.array([row.get("id", f"case-{number}") for number, row in enumerate(rows)], dtype=np.str_),
        party=np.array([place[row["party"]] for row in rows], dtype=np.int64),
        kind=np.array([row["kind"] for row in rows], dtype=np.str_),
        role=np.array([row.get("role", "executed_person") for row in rows], dtype=np.str_),
        amount=np.array([row.get("amount", np.nan) for row in rows], dtype=np.float64),
        **{name: _days(rows, name) for name in ("filed_on", "closed_on")},
    )


def _days(rows: Sequence[dict[str, Any]], name: str) -> np.ndarray:
    return np.array([row.get(name, "NaT") for row in rows], dtype="datetime64[D]")
