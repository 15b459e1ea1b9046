from wsgiref.types import WSGIApplication

class BaseWSGIServer:
    effective_port: int
    def run(self) -> None: ...
    def close(self) -> None: ...

def create_server(
    application: WSGIApplication, *, host: str, port: int, threads: int
) -> BaseWSGIServer: ...
