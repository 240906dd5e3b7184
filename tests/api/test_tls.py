"""The API speaks TLS with a certificate from files; one that cannot be used is refused in one sentence."""

import shutil
from pathlib import Path

import pytest

from riskgraph.api.server.tls import read_tls_options
from riskgraph.errors import UsageError
from riskgraph.settings import Settings

from ..commands import run_command

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")
Files = dict[str, Path]


@pytest.mark.parametrize(
    ("certificate", "key", "sentence"),
    [
        ("expired", "key", "has expired: renew it"),
        ("missing", "key", "cannot read .*missing for TLS: No such file"),
        ("good", "missing", "cannot read .*missing for TLS: No such file"),
        ("folder", "key", "cannot read .* for TLS: Is a directory"),
        ("text", "key", "are no certificate with its unencrypted key"),
        ("good", "text", "are no certificate with its unencrypted key"),
        ("good", "other", "are no certificate with its unencrypted key"),
        ("good", "encrypted", "are no certificate with its unencrypted key"),
        ("good", None, "needs both a certificate and its key"),
        (None, "key", "needs both a certificate and its key"),
    ],
)
def test_what_cannot_be_used_is_refused(
    tls_files: Files, certificate: str | None, key: str | None, sentence: str
) -> None:
    settings = Settings(tls_certificate=certificate and tls_files[certificate], tls_key=key and tls_files[key])
    with pytest.raises(UsageError, match=sentence) as refused:
        read_tls_options(settings)
    assert "PRIVATE KEY" not in str(refused.value)


def test_an_expired_certificate_ends_the_command_in_one_sentence(tls_files: Files, tmp_path: Path) -> None:
    words = ("--tls-certificate", tls_files["expired"], "--tls-key", tls_files["key"], "--port", 0)
    outcome = run_command({"RISKGRAPH_DATA_DIR": str(tmp_path / "data")}, "serve", *words)
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (2, "", 1)
    assert not (tmp_path / "data").exists()


def test_a_certificate_that_counts_is_used(tls_files: Files) -> None:
    assert read_tls_options(Settings()) == {}
    options = read_tls_options(Settings(tls_certificate=tls_files["good"], tls_key=tls_files["key"]))
    assert options == {"ssl_certfile": str(tls_files["good"]), "ssl_keyfile": str(tls_files["key"])}
