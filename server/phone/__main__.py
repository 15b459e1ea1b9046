"""Serve the page over HTTPS to the phones of the local network: `python -m server.phone`."""

import signal
import subprocess
import sys
import threading
from pathlib import Path
from types import FrameType

import segno
from cryptography.hazmat.primitives import hashes
from werkzeug.serving import make_server

from server.config import Config
from server.phone.addresses import certificate_names, network_address
from server.phone.authority_page import create_authority_page
from server.phone.certificates import (
    Identity,
    NameNotPermittedError,
    local_authority,
    server_certificate,
)


def main() -> int:
    """Certificates, addresses, both servers; ends with the exit code of the secure one."""
    config = Config.from_environment()
    folder = Path(config.INSTANCE_FOLDER) / "phone"
    host = config.PHONE_HOST or network_address()
    secure = f"https://{host}:{config.PHONE_PORT}"
    plain = f"http://{host}:{config.PHONE_AUTHORITY_PORT}"

    authority = local_authority(folder)
    try:
        server = server_certificate(folder, authority, certificate_names(host))
    except NameNotPermittedError as error:
        print(f"PHONE_HOST: {error}", file=sys.stderr)  # noqa: T201
        return 2
    announce(secure, plain)
    serve_authority_page(authority, secure, config.PHONE_AUTHORITY_PORT)
    return serve_securely(server, config.PHONE_PORT)


def announce(secure: str, plain: str) -> None:
    """Print both addresses, and the one that a phone opens first as a QR code."""
    say = sys.stdout.write
    say("\n")
    segno.make(plain, error="m").terminal(out=sys.stdout, compact=True, border=2)
    say(f"\n  记要 Jiyao   {secure}\n\n")
    say(f"  第一次：用手机扫码（{plain}），信任证书，再打开上面的地址。\n")
    say(f"  First time: scan the code ({plain}), trust the certificate, open the address.\n\n")
    sys.stdout.flush()


def serve_authority_page(authority: Identity, secure: str, port: int) -> None:
    """Hand out the authority over plain HTTP, on a thread that ends with the process."""
    fingerprint = authority.certificate.fingerprint(hashes.SHA256()).hex(":").upper()
    page = create_authority_page(authority.certificate_file.read_bytes(), secure, fingerprint)
    server = make_server("0.0.0.0", port, page, threaded=True)  # noqa: S104 - phones come from outside
    threading.Thread(target=server.serve_forever, daemon=True).start()


def serve_securely(identity: Identity, port: int) -> int:
    """Run gunicorn over TLS until it ends, handing on the signals that ask it to."""
    gunicorn = subprocess.Popen(  # noqa: S603 - every argument is ours
        [
            *(sys.executable, "-m", "gunicorn", "--config", "server/gunicorn.conf.py"),
            *("--bind", f"0.0.0.0:{port}"),
            *("--certfile", str(identity.certificate_file), "--keyfile", str(identity.key_file)),
            "wsgi:app",
        ]
    )

    def hand_on(number: int, frame: FrameType | None) -> None:
        gunicorn.send_signal(number)

    signal.signal(signal.SIGTERM, hand_on)
    signal.signal(signal.SIGINT, hand_on)
    return gunicorn.wait()


if __name__ == "__main__":
    sys.exit(main())
