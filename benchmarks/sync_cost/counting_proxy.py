"""A proxy on loopback that counts requests and bytes."""

import socket
import threading
import time
from types import TracebackType
from typing import Self

QUIET_SECONDS = 0.05


class CountingProxy:
    """Hands everything on to a port, and counts what passes."""

    def __init__(self, port: int) -> None:
        self._target = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}/"
        self._counting = threading.Lock()
        self.forget()

    def __enter__(self) -> Self:
        """Begin to accept connections."""
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Accept no more."""
        self._listening.close()

    def forget(self) -> None:
        """Count from nothing."""
        with self._counting:
            self._requests = self._up = self._down = 0

    def counted(self) -> tuple[int, int, int]:
        """Return requests, bytes up and bytes down, when all that was sent has passed."""
        time.sleep(QUIET_SECONDS)
        with self._counting:
            return self._requests, self._up, self._down

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:  # closed
                return
            server = socket.create_connection(("127.0.0.1", self._target))
            for source, target, is_up in ((client, server, True), (server, client, False)):
                threading.Thread(
                    target=self._hand_on, args=(source, target, is_up), daemon=True
                ).start()

    def _hand_on(self, source: socket.socket, target: socket.socket, is_up: bool) -> None:
        while chunk := source.recv(1 << 16):
            with self._counting:
                if is_up:
                    self._up += len(chunk)
                    # A head begins a chunk: a client waits for the answer to its last request.
                    self._requests += chunk.startswith((b"POST ", b"GET "))
                else:
                    self._down += len(chunk)
            target.sendall(chunk)
        target.close()
