"""What `riskgraph key` prints: the callers of the API, and a new key, once."""

from collections.abc import Mapping, Sequence

from .printing import console, errors, make_table, print_json, print_line

COLUMNS = ("name", "role", "created", "expires", "last_used")


def show_keys(keys: Sequence[Mapping[str, object]], as_json: bool) -> None:
    """Print the callers; their keys are kept nowhere."""
    if as_json:
        print_json(keys)
        return
    if not keys:
        print_line("no caller has a key; `riskgraph key create NAME --role reader` adds one")
        return
    table = make_table("name", "role", "created", "expires", "last used (UTC)")
    for key in keys:
        table.add_row(*(str(key[name] or "never") for name in COLUMNS))
    console.print(table)


def show_new_key(name: str, role: str, expires: object, key: str, as_json: bool) -> None:
    """Print a new key; the advice goes to the error channel, so that the key alone can be piped on."""
    if as_json:
        print_json({"name": name, "role": role, "expires": expires, "key": key})
        return
    print_line(key)
    errors.print(f"the key of {name} is shown this once; put it into a secret store", markup=False)
