"""The local certificate authority and what it signs."""

import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from wsgiref.simple_server import WSGIServer, make_server

import pytest
from cryptography import x509

from server.phone.certificates import (
    CERTIFICATE_LIFE,
    NameNotPermittedError,
    local_authority,
    server_certificate,
)

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
NAMES = ["192.168.1.20", "study.local", "localhost", "127.0.0.1"]


def test_the_authority_is_made_once_and_kept(tmp_path: Path):
    first = local_authority(tmp_path, NOW)
    assert local_authority(tmp_path, NOW + timedelta(days=3000)).certificate == first.certificate


def test_the_authority_is_made_anew_after_its_end(tmp_path: Path):
    first = local_authority(tmp_path, NOW)
    assert local_authority(tmp_path, NOW + timedelta(days=3651)).certificate != first.certificate


def test_keys_are_readable_by_their_owner_only(tmp_path: Path):
    authority = local_authority(tmp_path, NOW)
    server = server_certificate(tmp_path, authority, NAMES, NOW)
    assert [f.stat().st_mode & 0o077 for f in (authority.key_file, server.key_file)] == [0, 0]


def test_the_certificate_names_every_address_and_lives_as_long_as_phones_allow(tmp_path: Path):
    certificate = server_certificate(
        tmp_path, local_authority(tmp_path, NOW), NAMES, NOW
    ).certificate
    alternatives = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert [str(name.value) for name in alternatives] == NAMES
    assert certificate.not_valid_after_utc - certificate.not_valid_before_utc == CERTIFICATE_LIFE
    assert timedelta(days=398) >= CERTIFICATE_LIFE


@pytest.mark.parametrize(
    ("names", "days", "renewed"),
    [
        (NAMES, 300, False),
        (NAMES, 370, True),
        (["192.168.1.99", *NAMES[1:]], 0, True),
    ],
    ids=["kept while it serves", "renewed a month before its end", "renewed for a new address"],
)
def test_the_certificate_is_renewed_when_it_must_be(tmp_path: Path, names, days, renewed):
    authority = local_authority(tmp_path, NOW)
    first = server_certificate(tmp_path, authority, NAMES, NOW)
    later = server_certificate(tmp_path, authority, names, NOW + timedelta(days=days))
    assert (later.certificate != first.certificate) is renewed


def test_the_certificate_is_renewed_for_a_new_authority(tmp_path: Path):
    server_certificate(tmp_path, local_authority(tmp_path, NOW), NAMES, NOW)
    (tmp_path / "authority.crt").unlink()
    authority = local_authority(tmp_path, NOW)
    renewed = server_certificate(tmp_path, authority, NAMES, NOW)
    renewed.certificate.verify_directly_issued_by(authority.certificate)


@pytest.mark.parametrize("name", ["example.com", "8.8.8.8", "local.example.com", "2001:4860::1"])
def test_a_name_outside_the_local_network_is_refused(tmp_path: Path, name: str):
    with pytest.raises(NameNotPermittedError, match="not a name of a local network"):
        server_certificate(tmp_path, local_authority(tmp_path, NOW), [name], NOW)


def test_a_client_that_trusts_the_authority_accepts_the_server(tmp_path: Path):
    authority = local_authority(tmp_path)
    server = server_certificate(tmp_path, authority, NAMES)
    with _TlsServer(server.certificate_file, server.key_file) as port:
        trusting = ssl.create_default_context(cafile=authority.certificate_file)
        assert _handshake(trusting, port, "study.local") == "TLSv1.3"
        with pytest.raises(ssl.SSLCertVerificationError):
            _handshake(ssl.create_default_context(), port, "study.local")
        with pytest.raises(ssl.SSLCertVerificationError):
            _handshake(trusting, port, "other.local")


def _handshake(context: ssl.SSLContext, port: int, name: str) -> str | None:
    with (
        socket.create_connection(("127.0.0.1", port)) as plain,
        context.wrap_socket(plain, server_hostname=name) as secure,
    ):
        return secure.version()


class _TlsServer:
    def __init__(self, certificate_file: Path, key_file: Path):
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate_file, key_file)

    def __enter__(self) -> int:
        class Quiet(WSGIServer):
            def handle_error(self, request, client_address):
                """A refused handshake is what the test wants; it needs no report."""

        self.server = make_server("127.0.0.1", 0, lambda environ, start: [], server_class=Quiet)
        self.server.socket = self.context.wrap_socket(self.server.socket, server_side=True)
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()
        return int(self.server.server_port)

    def __exit__(self, *exception: object):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()
