"""`make serve-phone`: a phone that trusts the local authority gets a page that works offline."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.e2e.conftest import Phone
from tests.e2e.stories import RECALLED, create_account, recite, wait_until_sent
from tests.running_server import REPOSITORY, free_port

HOST = "study.local"


@dataclass
class PhoneServer:
    process: subprocess.Popen[str]
    port: int
    authority_port: int
    log: Path


@pytest.fixture
def phone_server(tmp_path: Path) -> Iterator[PhoneServer]:
    """The command behind `make serve-phone`, on ports of its own."""
    port, authority_port, log = free_port(), free_port(), tmp_path / "server.log"
    environment = {
        **os.environ,
        "INSTANCE_FOLDER": str(tmp_path / "instance"),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'jiyao.db'}",
        "PHONE_HOST": HOST,
        "PHONE_PORT": str(port),
        "PHONE_AUTHORITY_PORT": str(authority_port),
    }
    command = [sys.executable, "-m"]
    subprocess.run(
        [*command, "flask", "--app", "wsgi", "prepare"],
        cwd=REPOSITORY,
        env=environment,
        check=True,
        capture_output=True,
    )
    with log.open("w") as output:
        process = subprocess.Popen(
            [*command, "server.phone"],
            cwd=REPOSITORY,
            env=environment,
            stdout=output,
            stderr=output,
            text=True,
        )
    server = PhoneServer(process, port, authority_port, log)
    wait_until_it_listens(server)
    yield server
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0


def wait_until_it_listens(server: PhoneServer) -> None:
    deadline = time.monotonic() + 60
    for port in (server.authority_port, server.port):
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=2).close()
                break
            except OSError:
                assert server.process.poll() is None, server.log.read_text()
                assert time.monotonic() < deadline, server.log.read_text()
                time.sleep(0.05)


def fetch_authority(server: PhoneServer, file: Path) -> None:
    """What a phone does first: over plain HTTP, before it trusts anything."""
    address = f"http://127.0.0.1:{server.authority_port}/jiyao-authority.crt"
    with urllib.request.urlopen(address, timeout=20) as response:
        file.write_bytes(response.read())


def trust(authority: Path, home: Path) -> None:
    """Put the authority into the trust store that Chromium reads on Linux."""
    store = home / ".pki" / "nssdb"
    store.mkdir(parents=True)
    database = f"sql:{store}"
    subprocess.run(["certutil", "-d", database, "-N", "--empty-password"], check=True)
    add = ["certutil", "-d", database, "-A", "-t", "C,,", "-n", "jiyao", "-i", str(authority)]
    subprocess.run(add, check=True)


def test_a_phone_that_trusts_the_authority_studies_offline(
    playwright: Playwright, phone_server: PhoneServer, tmp_path: Path
):
    authority, home = tmp_path / "authority.crt", tmp_path / "home"
    fetch_authority(phone_server, authority)
    trust(authority, home)
    phone = Phone(
        playwright,
        tmp_path / "phone",
        f"https://{HOST}:{phone_server.port}",
        env={**os.environ, "HOME": str(home)},
        switches=[f"--host-resolver-rules=MAP {HOST} 127.0.0.1"],
    )
    page = phone.open()
    assert page.evaluate("isSecureContext && 'locks' in navigator")
    phone.wait_until_offline_ready()
    create_account(page, "小李")
    cookies = {cookie["name"]: cookie for cookie in phone.context.cookies()}
    assert cookies["__Host-jiyao"]["secure"]
    phone.context.set_offline(True)
    phone.open("/")
    recite(page, "两句话", [RECALLED, RECALLED])
    phone.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    wait_until_sent(page)
    phone.close_browser()
    assert phone.faults == []


def test_a_phone_that_does_not_trust_it_is_stopped_by_its_browser(
    playwright: Playwright, phone_server: PhoneServer, tmp_path: Path
):
    fetch_authority(phone_server, tmp_path / "authority.crt")
    phone = Phone(
        playwright,
        tmp_path / "phone",
        f"https://{HOST}:{phone_server.port}",
        env={**os.environ, "HOME": str(tmp_path)},
        switches=[f"--host-resolver-rules=MAP {HOST} 127.0.0.1"],
    )
    with pytest.raises(Exception, match="ERR_CERT_AUTHORITY_INVALID"):
        phone.page.goto("/")
    phone.close_browser()


def test_the_terminal_shows_both_addresses_and_a_code_to_scan(phone_server: PhoneServer):
    said = phone_server.log.read_text()
    assert f"https://{HOST}:{phone_server.port}" in said
    assert f"http://{HOST}:{phone_server.authority_port}" in said
    assert "▄" in said or "█" in said or "▀" in said
