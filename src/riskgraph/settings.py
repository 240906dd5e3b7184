"""Settings, read once from `RISKGRAPH_*` variables when the program starts and passed in from there."""

import re
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

BOLT_SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
HOST = re.compile(r"[a-z0-9._-]+(:\d{1,5})?|[0-9a-f:]+|\[[0-9a-f:]+\]:\d{1,5}")
LEVELS = r"^(?i:debug|info|warning|error|critical)$"


def default_data_dir() -> Path:
    """Return the folder for the embedded engine, the name index and the snapshots."""
    return user_data_path("riskgraph", appauthor=False)


class Settings(BaseSettings):
    """All settings, with the reason for each; secrets have no default."""

    model_config = SettingsConfigDict(env_prefix="RISKGRAPH_", frozen=True, extra="ignore")

    data_dir: Path = Field(default_factory=default_data_dir, description="Embedded engine, name index and snapshots.")
    neo4j_uri: str | None = Field(None, description="Address of a Neo4j server; unset: the embedded engine is used.")
    neo4j_user: str = Field("neo4j", description="User at that server.")
    neo4j_password: SecretStr | None = Field(None, description="Password at that server.")
    neo4j_database: str | None = Field(None, description="Database at that server; unset: its default.")
    erasure_key: SecretStr | None = Field(
        None, description="Key of the hashes that recognise erased persons; unset: one made in the data directory."
    )
    host: str = Field("127.0.0.1", description="Address that the API listens on; any other than loopback needs a key.")
    port: int = Field(8000, ge=0, le=65535, description="Port of the API.")
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="Other names of this server in `Host`, separated by commas, such as the name of a proxy."
    )
    workers: int = Field(1, ge=1, le=64, description="Processes that serve the API.")
    api_key: SecretStr | None = Field(None, description="Key that callers of the API must send as a bearer token.")
    max_requests: int = Field(
        64, ge=1, le=1000, description="Requests that a process answers at a time; three quarters for one caller."
    )
    tls_certificate: Path | None = Field(None, description="Certificate with which the API speaks TLS, as PEM.")
    tls_key: Path | None = Field(None, description="Key of that certificate, as PEM and not encrypted.")
    log_level: str = Field("WARNING", pattern=LEVELS, description="Lowest level that is logged.")
    log_parties: bool = Field(
        False, description="Log the words with which parties are asked for in place of their keyed hashes."
    )
    read_budget_s: float = Field(10.0, gt=0, description="Time budget of one read in an answer.")
    rule_budget_s: float = Field(300.0, gt=0, description="Time budget of one rule over the whole graph.")
    own_lenders: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="Ids of the lenders that are the user's own, separated by commas."
    )
    rule_parameters: Path | None = Field(None, description="File with thresholds of rules that replace the defaults.")
    write_budget_s: float = Field(600.0, gt=0, description="Time budget of one batch that is written.")
    batch_rows: int = Field(5000, ge=1, le=50_000, description="Rows per transaction of a load.")
    max_neighbours: int = Field(
        50, ge=1, description="Neighbours shown per node and relationship type; hubs are cut here."
    )
    max_network_nodes: int = Field(500, ge=1, description="Nodes in one network answer.")
    max_owner_nodes: int = Field(
        100_000,
        ge=1,
        description="Parties read above a company for its owners and controllers, the largest holders first.",
    )
    max_hops: int = Field(6, ge=1, le=8, description="Longest path that is searched.")
    validate_answers: bool = Field(
        False, description="Validate networks and paths too before they are sent; other answers always are."
    )
    max_body_bytes: int = Field(1_000_000, ge=1, description="Longest request body that the API reads.")
    engine_heap: str = Field("2g", pattern=r"^\d+[mg]$", description="Heap of the embedded engine.")
    engine_flush: bool = Field(
        True, description="Whether the embedded engine flushes each commit to disk, so that it survives a power cut."
    )
    engine_start_s: float = Field(60.0, gt=0, description="How long to wait for the embedded engine to start.")
    engine_idle_minutes: float = Field(
        30.0, ge=0, description="The embedded engine stops after this long unused; 0: never."
    )

    @field_validator("own_lenders", "allowed_hosts", mode="before")
    @classmethod
    def split_list(cls, listed: object) -> object:
        """Split a list at commas; blanks around its parts do not count."""
        return tuple(part.strip() for part in listed.split(",") if part.strip()) if isinstance(listed, str) else listed

    @field_validator("allowed_hosts")
    @classmethod
    def check_hosts(cls, hosts: tuple[str, ...]) -> tuple[str, ...]:
        """Reject what is no name with or without a port: a pattern would let in names that others own."""
        named = tuple(host.lower() for host in hosts)
        if not all(HOST.fullmatch(host) for host in named):
            raise ValueError("write names as in graph.example.org or graph.example.org:8443, without patterns")
        return tuple(host.replace("[", "").replace("]", "") if "]" in host else host for host in named)

    @field_validator("neo4j_uri")
    @classmethod
    def check_address(cls, uri: str | None) -> str | None:
        """Reject an address that no driver accepts, without quoting it: it may hold a password; empty means unset."""
        if not uri:
            return None
        try:
            parts = urlsplit(uri)
            usable = parts.scheme in BOLT_SCHEMES and bool(parts.hostname) and parts.port != 0
        except ValueError:
            usable = False
        if not usable:
            raise ValueError("it must look like bolt://host:7687 or neo4j+s://host:7687")
        if parts.username is not None or parts.password is not None:
            raise ValueError("user and password do not belong in the address; set RISKGRAPH_NEO4J_PASSWORD")
        return uri
