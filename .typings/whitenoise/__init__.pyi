from collections.abc import Callable, Iterable
from os import PathLike
from wsgiref.headers import Headers
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

class WhiteNoise:
    def __init__(
        self,
        application: WSGIApplication,
        *,
        root: str | PathLike[str],
        index_file: bool = ...,
        allow_all_origins: bool = ...,
        mimetypes: dict[str, str] | None = ...,
        add_headers_function: Callable[[Headers, str, str], None] | None = ...,
    ) -> None: ...
    def add_file_to_dictionary(self, url: str, path: str) -> None: ...
    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]: ...
