"""What the companies register shows in common: address, telephone number, legal representative."""

from datetime import date

import pytest

from riskgraph.graph.engine.store import Store
from riskgraph.ingest.records import Item, Office

from ..factories import TODAY, company, keys, load, owns, person, run
from .thresholds import keys_with

ENDED = date(2023, 6, 30)
TOGETHER = date(2022, 3, 1)
HALL = "云泽市虚构路1号"


def tenants(names: str, address: str = HALL, **fields: object) -> list[Item]:
    """Make companies at one address, founded within days of each other."""
    return [
        company(name, address=address, **{"founded": date(2022, 3, place), **fields})
        for place, name in enumerate(names, 1)
    ]


# shared_address


def test_shared_address_finds_companies_founded_at_one_time(store: Store) -> None:
    found = run(store, "shared_address", tenants("abcde"))
    assert [(row["key"], row["parties"]) for row in found] == [(HALL, list("abcde"))]


def test_shared_address_finds_companies_of_all_ages_for_the_same_few_owners(store: Store) -> None:
    aged = [company(name, address=HALL, founded=date(2000 + 2 * place, 1, 1)) for place, name in enumerate("abcde")]
    owners = [person("p"), person("q"), *(owns("p", name) for name in "abc"), *(owns("q", name) for name in "de")]
    assert keys(store, "shared_address", [*aged, *owners]) == {HALL}


def test_shared_address_leaves_out_a_business_centre(store: Store) -> None:
    aged = [company(name, address=HALL, founded=date(2000 + 2 * place, 1, 1)) for place, name in enumerate("abcdefgh")]
    assert keys(store, "shared_address", aged) == set()


def test_shared_address_leaves_out_the_seat_of_one_group_and_four_companies(store: Store) -> None:
    group = [*tenants("abcde"), person("p"), *(owns("p", name, 0.51) for name in "abcde")]
    half = [*tenants("klmno", "虚构路2号"), person("q"), *(owns("q", name, 0.5) for name in "klmno")]
    assert keys(store, "shared_address", [*group, *half, *tenants("vwxy", "虚构路3号")]) == {"虚构路2号"}


def test_shared_address_forgets_dissolved_and_unfounded_companies(store: Store) -> None:
    dissolved = [*tenants("abcd"), company("e", address=HALL, founded=TOGETHER, operating_status="dissolved")]
    unfounded = [*tenants("vwxy", "虚构路2号"), company("z", address="虚构路2号", founded=date(2024, 3, 1))]
    assert keys(store, "shared_address", [*dissolved, *unfounded]) == set()


def test_shared_address_forgets_a_group_whose_owner_has_sold(store: Store) -> None:
    sold = [owns("p", name, 0.6, valid_to=ENDED) for name in "abcde"]
    assert keys(store, "shared_address", [*tenants("abcde"), person("p"), *sold]) == {HALL}


WRITTEN = ("云泽市虚构路1号", "云泽市，虚构路１号", "云泽市 虚构路一号", "雲澤市虛構路1號", "云泽市虚构路 1#")


def test_shared_address_finds_one_address_written_in_five_ways(store: Store) -> None:
    written = [company(name, address=WRITTEN[place], founded=TOGETHER) for place, name in enumerate("abcde")]
    rooms = [company(name, address=f"{HALL}{place}0{place}室", founded=TOGETHER) for place, name in enumerate("vwxyz")]
    assert keys(store, "shared_address", [*written, *rooms]) == {HALL}


def test_shared_address_leaves_out_the_clients_of_an_agent_with_owners_of_their_own(store: Store) -> None:
    agent = company("agent", address=HALL, founded=TOGETHER, industry="L7297")
    owners = [person("p"), person("q"), *(owns("p", name) for name in "vwx"), *(owns("q", name) for name in "yz")]
    shells = [*tenants("vwxyz", "虚构路2号"), company("other", address="虚构路2号", industry="L7297"), *owners]
    assert keys(store, "shared_address", [agent, *tenants("abcde"), *shells]) == {"虚构路2号"}


def test_shared_address_finds_what_its_threshold_says(store: Store) -> None:
    load(store, tenants("abcd"))
    assert keys_with(store, "shared_address", minimum_companies=4) == {HALL}


# shared_phone


def users(names: str, phone: str = "0099-12345671", **fields: object) -> list[Item]:
    """Make companies with one telephone number."""
    return [company(name, phone=phone, **fields) for name in names]


def test_shared_phone_finds_three_companies_of_different_owners(store: Store) -> None:
    found = run(store, "shared_phone", users("abc"))
    assert [(row["key"], row["parties"]) for row in found] == [("+9912345671", ["a", "b", "c"])]


def test_shared_phone_leaves_out_two_companies_and_the_switchboard_of_a_group(store: Store) -> None:
    group = [*users("abc"), person("p"), *(owns("p", name, 0.51) for name in "abc")]
    half = [*users("xyz", "0099-12345672"), person("q"), *(owns("q", name, 0.5) for name in "xyz")]
    assert keys(store, "shared_phone", [*group, *half, *users("vw", "0099-12345673")]) == {"+9912345672"}


def test_shared_phone_leaves_out_the_clients_of_a_bookkeeper(store: Store) -> None:
    agent = company("agent", phone="0099-12345671", names=("澜砚代理记账有限公司",))
    assert keys(store, "shared_phone", [agent, *users("abc")]) == set()


def test_shared_phone_finds_one_number_written_in_three_ways(store: Store) -> None:
    written = ("021-61234567", "+86 21 6123 4567", "（０２１）６１２３４５６７；13812345678")
    found = run(store, "shared_phone", [company(name, phone=text) for name, text in zip("abc", written, strict=True)])
    assert [(row["key"], row["parties"]) for row in found] == [("2161234567", ["a", "b", "c"])]


def test_shared_phone_keeps_extensions_apart_and_skips_placeholders(store: Store) -> None:
    apart = [company(name, phone=f"021-61234567转80{place}") for place, name in enumerate("abc")]
    assert keys(store, "shared_phone", [*apart, *users("xyz", "00000000")]) == set()


@pytest.mark.parametrize("industry", ["L7297", "7293", "L7241", "L72"])
def test_shared_phone_leaves_out_the_clients_of_an_agent_by_its_industry(store: Store, industry: str) -> None:
    agent = company("agent", phone="0099-12345671", industry=industry)
    assert keys(store, "shared_phone", [agent, *users("abc", industry="F51")]) == set()


def test_shared_phone_finds_companies_of_which_several_are_in_business_services(store: Store) -> None:
    other_trade = [*users("x", "0099-12345672", industry="L7251"), *users("yz", "0099-12345672")]
    assert keys(store, "shared_phone", [*users("abc", industry="L72"), *other_trade]) == {"+9912345671", "+9912345672"}


def test_shared_phone_leaves_out_the_number_of_a_registration_agent(store: Store) -> None:
    many = [company(f"c{place:02}", phone="0099-12345671") for place in range(31)]
    assert keys(store, "shared_phone", many) == set()


def test_shared_phone_forgets_dissolved_and_unfounded_companies(store: Store) -> None:
    dissolved = [*users("ab"), company("c", phone="0099-12345671", operating_status="deregistered")]
    unfounded = [*users("xy", "0099-12345672"), company("z", phone="0099-12345672", founded=date(2024, 3, 1))]
    assert keys(store, "shared_phone", [*dissolved, *unfounded]) == set()


def test_shared_phone_finds_what_its_threshold_says(store: Store) -> None:
    load(store, users("ab"))
    assert keys_with(store, "shared_phone", minimum_companies=2) == {"+9912345671"}


# shared_legal_representative


def posts(man: str, companies: str, role: str = "legal_representative", **fields: object) -> list[Item]:
    """Return a person an office in companies."""
    return [person(man), *(Office(start=man, end=name, role=role, **fields) for name in companies)]  # type: ignore[arg-type]


def test_shared_legal_representative_finds_one_person_in_five_companies(store: Store) -> None:
    found = run(store, "shared_legal_representative", posts("man", "abcde"))
    assert [(row["key"], row["parties"]) for row in found] == [("man", [*"abcde", "man"])]


def test_shared_legal_representative_leaves_out_four_companies_told_twice(store: Store) -> None:
    again = Office(start="man", end="a", role="legal_representative", valid_from=date(2020, 1, 1))
    assert keys(store, "shared_legal_representative", [*posts("man", "abcd"), again]) == set()


def test_shared_legal_representative_leaves_out_the_companies_of_two_groups(store: Store) -> None:
    group = [person("p"), *(owns("p", name) for name in "abc"), owns("q", "d"), owns("q", "e")]
    half = [owns("r", name, 0.5) for name in "vwxyz"]
    items = [*posts("man", "abcde"), *group, person("r"), *posts("hired", "vwxyz"), *half]
    assert keys(store, "shared_legal_representative", items) == {"hired"}


@pytest.mark.parametrize("role", ["director", "secretary"])
def test_shared_legal_representative_leaves_out_shared_directors(store: Store, role: str) -> None:
    assert keys(store, "shared_legal_representative", posts("man", "abcde", role)) == set()


@pytest.mark.parametrize("time", [{"valid_to": ENDED}, {"valid_from": date(2024, 6, 30)}, {"status": "retracted"}])
def test_shared_legal_representative_forgets_offices_that_do_not_hold(store: Store, time: dict[str, object]) -> None:
    ended = [*posts("man", "abcd"), Office(start="man", end="e", role="legal_representative", **time)]  # type: ignore[arg-type]
    assert keys(store, "shared_legal_representative", [*ended, *posts("hired", "vwxyz")], TODAY) == {"hired"}


def test_shared_legal_representative_forgets_dissolved_companies(store: Store) -> None:
    items = [company("e", operating_status="dissolved"), *posts("man", "abcde")]
    assert keys(store, "shared_legal_representative", items) == set()


def test_shared_legal_representative_finds_what_its_threshold_says(store: Store) -> None:
    load(store, posts("man", "abc"))
    assert keys_with(store, "shared_legal_representative", minimum_companies=3) == {"man"}
