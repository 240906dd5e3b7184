"""The certificate with which the API speaks TLS: checked before the server starts, by a handshake with itself."""

import ssl
from pathlib import Path
from typing import Any

from ...errors import UsageError
from ...settings import Settings

NOT_YET_VALID, EXPIRED = 9, 10  # of OpenSSL's X509_V_ERR_*; other faults depend on the authorities that callers trust
ROUNDS = 5  # a handshake takes two


def read_tls_options(settings: Settings) -> dict[str, Any]:
    """Return what uvicorn needs for TLS, nothing without a certificate; raise UsageError when it cannot be used."""
    certificate, key = settings.tls_certificate, settings.tls_key
    if certificate is None and key is None:
        return {}
    if certificate is None or key is None:
        raise UsageError("TLS needs both a certificate and its key: set --tls-certificate and --tls-key")
    check_certificate(certificate, key)
    return {"ssl_certfile": str(certificate), "ssl_keyfile": str(key)}


def check_certificate(certificate: Path, key: Path) -> None:
    """Refuse files that cannot be read or do not belong together, and a certificate that does not count today."""
    for path in (certificate, key):
        try:
            path.open("rb").close()
        except OSError as error:
            raise UsageError(f"cannot read {path} for TLS: {error.strerror}") from error
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        server.load_cert_chain(certificate, key, password=lambda: "")  # an encrypted key would ask for its password
    except (ssl.SSLError, ValueError) as error:
        raise UsageError(f"{certificate} and {key} are no certificate with its unencrypted key, both as PEM") from error
    check_days(certificate, server)


def check_days(certificate: Path, server: ssl.SSLContext) -> None:
    """Refuse a certificate that has expired or does not count yet."""
    try:
        shake_hands(server, certificate)
    except ssl.SSLCertVerificationError as error:
        if error.verify_code == EXPIRED:
            raise UsageError(f"the certificate {certificate} has expired: renew it") from error
        if error.verify_code == NOT_YET_VALID:
            raise UsageError(f"the certificate {certificate} does not count yet: check the clock") from error


def shake_hands(server: ssl.SSLContext, certificate: Path) -> None:
    """Let a client that trusts this certificate alone verify it, in memory."""
    client = ssl.create_default_context(cafile=str(certificate))
    client.check_hostname = False  # by which name callers reach the server is theirs to check
    client.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    ends = (client.wrap_bio(back, there), server.wrap_bio(there, back, server_side=True))
    for _ in range(ROUNDS):
        for end in ends:
            try:
                end.do_handshake()
            except ssl.SSLWantReadError:
                continue
