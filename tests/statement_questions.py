"""A world in one engine, and questions for every statement of `cypher/read/` that have an answer over it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from riskgraph.graph.engine.statements import read_statement
from riskgraph.graph.engine.store import Store
from riskgraph.graph.read.party.party import list_parameters
from riskgraph.graph.rules.rule_files import find_rules
from riskgraph.graph.rules.rule_header import SEVERITIES
from riskgraph.graph.time_point import TimePoint

TODAY = date(2023, 12, 31)
EARLIER = date(2021, 6, 30)
MANY = 100_000


@dataclass(frozen=True, slots=True)
class World:
    """One world in one engine; `forgotten` are findings that were stored and taken out again."""

    store: Store
    cast: list[str]
    forgotten: frozenset[str]


def list_questions(world: World) -> dict[str, list[dict[str, Any]]]:
    """Return the parameters of every statement that reads; several where one party would say little."""
    time_point = {"as_of": TODAY, "as_known": date.max}
    day = {"as_of": TODAY}
    above = [{"ids": world.cast, "most": 50, "scan": 1000, "rows": MANY, **time_point}]
    circle = [{"confidence": 0.5, **above[0]}]
    pages = [{"after": "", "limit": MANY}]
    each = [{"id": party} for party in world.cast]
    parties = [list_parameters(asked["id"], 100, TimePoint(TODAY)) for asked in each]
    first = {"after": "", "limit": 40}
    texts = [{"id": row["id"]} for row in world.store.read(read_statement("read/documents/documents_page"), first)]
    owed = world.store.read("MATCH (facility:Facility) RETURN DISTINCT facility.borrower AS id ORDER BY id")
    borrowers = [row["id"] for row in owed]
    pairs = world.store.read(
        "MATCH (one:Company)-[:GUARANTEES]->(two:Company) RETURN DISTINCT one.id AS guarantor_id, two.id AS borrower_id"
    )
    uncounted = world.store.read(
        "MATCH (one:Party)-[tie:OWNS|RELATED_TO]->(other:Party) WHERE tie.status = 'disputed' "
        "OR tie.superseded_by IS NOT NULL RETURN DISTINCT one.id AS one, other.id AS other"
    )
    held = [{"start": pair["one"], "end": pair["other"]} for pair in uncounted]
    pledgees = world.store.read(
        "MATCH (:Party)-[tie:PLEDGES]->() WHERE tie.pledgee IS NOT NULL RETURN DISTINCT tie.pledgee AS id"
    )
    places = {"after_place": -2, "after_party": "", "after_detail": "", "limit": 100}
    records = world.store.read("MATCH (record:Record) RETURN record.key AS key ORDER BY key LIMIT 500")
    traced = [{**asked, "keys": []} for asked in each]
    cases, loans = (
        [row["id"] for row in world.store.read(f"MATCH (thing:{label}) RETURN thing.id AS id ORDER BY id LIMIT 40")]
        for label in ("Lawsuit", "Facility")
    )
    borrowed = [{"id": id_} for id_ in borrowers]
    found = {"since": EARLIER, "limit": 30, "after_rank": -1, "after_rule": "", "after_key": ""}
    runs = [{"first": f"{rule}|{TODAY}|", "past": f"{rule}|{TODAY}}}"} for rule in find_rules()]
    return {
        "backup/holds_data": [{}],
        "backup/records_of_ties": [{"keys": [row["key"] for row in records]}],
        "backup/total_nodes": [{}],
        "backup/total_ties": [{}],
        "control/circle_members": circle,
        "changes/count_companies": [{}],
        "changes/findings_of_run": runs,
        "changes/parties_named": [{"ids": world.cast}],
        "changes/parties_of_cases": [{"ids": cases}],
        "changes/scored_days": [{"days": [TODAY, EARLIER]}],
        "changes/scores_of_day": [{"day": TODAY}],
        "changes/scores_of_parties": [{"parties": world.cast, "until": TODAY}],
        "changes/versions_named": [{"keys": [row["key"] for row in records]}],
        "changes/versions_of_delivery": [{"delivery": "statement:1", "limit": MANY}],
        "claims/from_company": [{"rows": held}],
        "claims/from_holder": [{"rows": held}],
        "claims/of_control": [{"companies": [pair["end"] for pair in held]}],
        "control/circle_ties": [{"confidence": 0.5, **day}],
        "control/control": [{}],
        "control/control_day": [{}],
        "counts": [{}],
        "degrees": [{"ids": world.cast, "most": 100, **time_point}],
        "party/defaulted_before": [{"limit": 100, **time_point}],
        "defaults": [{"ids": borrowers, **time_point}],
        "deliveries": [{}],
        "deliveries/of_source": [{"source": "statement"}],
        "deliveries/one": [{"id": "statement:1"}],
        "deliveries/part": [{"id": "statement:1|1"}],
        "deliveries/parts": [{"delivery": "statement:1"}],
        "deliveries/parts_of_sources": [{"sources": ["statement", "world"]}],
        "deliveries/records_page": [
            {"after": f"{source}|", "until": f"{source}}}"} for source in ("statement", "world")
        ],
        "party/descriptions_of_parties": [{"ids": world.cast, "rows": MANY, **time_point}],
        "documents/document": texts,
        "documents/document_mentions": [{**text, **places, **time_point} for text in texts],
        "documents/documents_page": pages,
        "findings/findings_of_day": [day],
        "findings/findings_page": [
            {**found, "first": f"{rule}|{TODAY}|", "past": f"{rule}|{TODAY}}}", "severity": severity}
            for rule in find_rules()
            for severity in SEVERITIES
        ],
        "findings/findings_page_of_party": [
            {**found, **asked, "party": asked["id"], "runs": runs, "severities": list(SEVERITIES)} for asked in each
        ],
        "findings/findings_of_rule": [{"rule": rule, **day} for rule in find_rules()],
        "party/founded_later": [{"ids": world.cast, "as_of": date(1990, 1, 1)}],
        "owners/held": [{"ids": world.cast, "limit": MANY, **time_point}],
        "owners/holders": above,
        "owners/holders_of_hub": [{"id": party, "most": 100, **time_point} for party in world.cast],
        "findings/most_found": [{"limit": 20, **day}],
        "search/names_page": pages,
        "owners/overheld": [{"ids": world.cast, "whole": whole, **time_point} for whole in (0.0, 1.000001)],
        "party/party": each,
        "search/party_named": each,
        "party/party_controls": [{**asked, "scan": 1000} for asked in parties],
        "party/party_facilities": parties,
        "party/party_past_defaults": parties,
        "party/party_findings": parties,
        "party/party_indicators": parties,
        "party/party_lawsuits": parties,
        "party/party_descriptions": parties,
        "party/party_records": parties,
        "party/party_things_of_several": parties,
        "party/last_delivered": [{"records": [row["key"] for row in records], "full": "full", **time_point}],
        "party/party_score": parties,
        "personal/acts": [{}],
        "personal/controls": traced,
        "personal/facilities": borrowed,
        "personal/findings": traced,
        "personal/indicators": borrowed,
        "personal/mentions": [{"ids": [text["id"] for text in texts], "id": world.cast[0]}],
        "personal/person": each,
        "personal/pledges": pledgees,
        "personal/records": [{"whole": f'"{id_}"', "part": f'"{id_}|'} for id_ in (*world.cast, *borrowers)],
        "personal/scores": traced,
        "personal/superseded": [{"ids": sorted({pair["other"] for pair in uncounted})}],
        "records/keys_near": [{"first": "world|", "past": "world|z", "limit": 50}],
        "records/kinds_of_id": [{"id": id_} for id_ in (*world.cast, *(row["key"] for row in records[:50]))],
        "records/part_with_line": [{"delivery": "statement:1", "line": line} for line in (0, 1, 2)],
        "records/finding": [
            {"id": row["id"]} for row in world.store.read(read_statement("read/findings/findings_of_day"), day)
        ],
        "records/parties_of_lawsuit": [{"id": id_, "limit": 100} for id_ in cases],
        "records/records_of_thing": [{"id": id_} for id_ in (*cases, *loans)],
        "records/thing": [{"id": id_} for id_ in (*cases, *loans)],
        "records/record": [{"key": row["key"]} for row in records],
        "rules/circles": [day],
        "rules/companies_with_status": [{"after": "", "size": MANY, **day}],
        "rules/identified_parties": [{"after": "", "size": MANY, **day}],
        "rules/status_records": [{"ids": ["ended"], **day}],
        "rules/debtors": [day],
        "rules/executees": [day],
        "rules/guarantee_centres": [{}],
        "rules/guarantors": [{}],
        "rules/legal_representatives": [{"minimum_companies": 2, **day}],
        "rules/nominees": [day],
        "rules/pledged_companies": [{}],
        "rules/register_entries": [{"ids": world.cast, **day}],
        "rules/registered_addresses": [{"after": "", "size": MANY, **day}],
        "rules/registered_phones": [{"after": "", "size": MANY, **day}],
        "rules/sellers": [{}],
        "rules/holding_and_held": [day],
        "rules/control_around": [{"ids": borrowers, **day}],
        "rules/guarantee_pairs": [day],
        "rules/guarantees_between": [{"pairs": pairs, **day}],
        "rules/open_heads": [{"ids": [pair["guarantor_id"] for pair in pairs], **day}],
        "rules/open_loans": [day],
        "rules/payments_from": [
            {"payers": [{"id": id_, "since": EARLIER, "until": TODAY} for id_ in borrowers], **day}
        ],
        "findings/rule_runs": [{"rules": list(find_rules()), **time_point}],
        "search/search_changes": [{"after": 0, "until": MANY}, {"after": 1, "until": 3}],
        "search/search_changed_parties": [
            {"parts": [{"change": 1, "first": 3, "past": 9}, {"change": 2, "first": 0, "past": MANY}]}
        ],
        "snapshot/snapshot_known_parties": [{"keys": world.cast, "as_known": EARLIER}],
        "snapshot/snapshot_known_records": [{"keys": [row["key"] for row in records], "as_known": EARLIER}],
        "source_loads": [{}],
        "state/graph": [{}],
        "state/schema": [{}],
        "state/single_holdings": [{}],
        "control/stated_control": [day],
        "control/stated_controllers": above,
        "owners/superseded": [{"ids": world.cast, "limit": 100, **time_point}],
        "control/superseded_circle_ties": [{"ids": world.cast, "limit": 100, "confidence": 0.5, **time_point}],
        "owners/superseded_between": [
            {**pair, **followed, "limit": 100, **time_point}
            for pair in uncounted
            for followed in (
                {"types": ["OWNS", "RELATED_TO"], "min_share": 0.0, "nominees": True},
                {"types": ["OWNS"], "min_share": 0.1, "nominees": False},
            )
        ],
        "owners/superseded_of_holder": [{**asked, "limit": 100, **time_point} for asked in each],
        "party/things_of_party_before": [
            {**parties[0], "loan": f'"borrower":"{borrower}"', "figure": f'"party":"{borrower}"'}
            for borrower in borrowers
            if borrower != parties[0]["id"]
        ],
        "control/votes": [day],
    }
