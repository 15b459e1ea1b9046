"""The plain-HTTP page from which a phone fetches the authority: no more is served without TLS."""

from flask import Flask, Response, render_template

# The type at which Android and iOS offer to install what they fetched.
CERTIFICATE_TYPE = "application/x-x509-ca-cert"


def create_authority_page(authority_pem: bytes, address: str, fingerprint: str) -> Flask:
    """An application that hands out the authority and says how to trust it.

    `address` is the secure page's own; `fingerprint` is shown so that a person can compare.
    """
    app = Flask(__name__)

    @app.get("/")
    def trust_this_computer() -> Response:
        page = render_template("authority.html", address=address, fingerprint=fingerprint)
        response = Response(page, mimetype="text/html")
        response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'self'"
        return response

    @app.get("/jiyao-authority.crt")
    def authority() -> Response:
        return Response(
            authority_pem,
            mimetype=CERTIFICATE_TYPE,
            headers={"Content-Disposition": 'attachment; filename="jiyao-authority.crt"'},
        )

    return app
