"""Answers of the product in the oracle's form, whether they are objects of `answers` or JSON from HTTP."""

from collections.abc import Iterable, Mapping
from typing import Any

Side = frozenset[str]


def get(holder: Any, *path: str) -> Any:
    """Return a part of an object or of JSON."""
    for name in path:
        holder = holder.get(name) if isinstance(holder, Mapping) else getattr(holder, name)
    return holder


def write_owners(content: Any) -> dict[str, Any]:
    """Write who owns a company."""
    owned = content if isinstance(content, Mapping) else content.owned
    ends = [*get(owned, "owners"), *get(owned, "others")]
    known = [end for end in ends if get(end, "share")]
    fields = {
        "described": {
            strip(get(end, "party", "id")): (get(end, "party", "kind"), get(end, "party", "name")) for end in known
        },
        "shares": {strip(get(end, "party", "id")): get(end, "share") for end in known},
        "votes": {strip(get(end, "party", "id")): part for end in known if (part := get(end, "voting_share"))},
        "most": {strip(get(end, "party", "id")): get(end, "share_max") for end in ends},
        "owners": {
            strip(get(one, "party", "id")) for one in get(owned, "owners") if [*get(one, "rules")] != ["possible"]
        },
        "possible": {strip(get(one, "party", "id")) for one in get(owned, "owners")},
        "above_one": {strip(company) for company in get(owned, "shares_above_one")},
        "loops": {frozenset(map(strip, loop)) for loop in get(owned, "closed_loops")},
        "unattributed": get(owned, "unattributed"),
    }
    return fields if isinstance(content, Mapping) else {**fields, **write_controllers(content)}


def write_controllers(content: Any) -> dict[str, Any]:
    """Write who controls a company."""
    sides = {
        frozenset(strip(get(member, "id")) for member in get(one, "members")) for one in get(content, "controllers")
    }
    return {"controllers": sides}


def write_page(content: Any) -> dict[str, Any]:
    """Write what is known of a party."""
    view = content if isinstance(content, Mapping) else content.view
    facts, properties = get(view, "facts"), get(view, "properties")
    capital = properties.get("registered_capital")
    return {
        "known": True,
        "kind": get(view, "kind"),
        "name": get(view, "name"),
        "capital": None if capital is None else int(capital),
        "operating_status": properties.get("operating_status"),
        "owners": write_facts(facts.get("owners", ())),
        "holdings": write_facts(facts.get("holdings", ())),
        "controls": {strip(get(one, "company", "id")): get(one, "alone") for one in get(content, "controls")},
    }


def write_facts(facts: Iterable[Any]) -> list[tuple[str, str, int | None]]:
    """Write the holdings of a page that are not disputed: source, the other end, and the share in ten-thousandths."""
    return sorted((write_fact(fact) for fact in facts if get(fact, "tie", "status") != "disputed"), key=repr)


def write_fact(fact: Any) -> tuple[str, str, int | None]:
    """Write one holding."""
    share = get(fact, "tie", "properties").get("share")
    source, other = get(fact, "tie", "source").partition("-")[2], strip(get(fact, "other", "id"))
    return source, other, None if share is None else round(share * 10_000)


def strip(id_: str) -> str:
    """Return an id without its scheme."""
    return id_.partition(":")[2]


WRITE = {"owners": write_owners, "controllers": write_controllers, "page": write_page}
