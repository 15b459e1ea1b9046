"""The plain-HTTP page from which a phone fetches the authority: nothing else is served without TLS."""

from flask import Flask, Response

# The type at which Android and iOS offer to install what they fetched.
CERTIFICATE_TYPE = "application/x-x509-ca-cert"

PAGE = """<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>记要：信任这台电脑</title>
<link rel="stylesheet" href="/authority.css">
<main>
<h1>记要</h1>
<p>手机只让安全的网页离线使用。先信任这台电脑的证书，只需一次。</p>
<p><a class="button" href="/jiyao-authority.crt">1. 下载证书</a></p>
<p><b>安卓</b>：设置 → 安全 → 加密与凭据 → 安装证书 → CA 证书 → 选择下载的文件。</p>
<p><b>iPhone</b>（用 Safari 打开）：设置 → 已下载描述文件 → 安装；再到 设置 → 通用 → 关于本机 → 证书信任设置，打开“记要 Jiyao local authority”。</p>
<p><a class="button" href="{address}">2. 打开记要</a></p>
<hr>
<div lang="en">
<p>A phone lets only secure pages work offline. Trust this computer's certificate once.</p>
<p><b>Android</b>: Settings → Security → Encryption &amp; credentials → Install a certificate → CA certificate → the downloaded file.</p>
<p><b>iPhone</b> (open in Safari): Settings → Profile Downloaded → Install; then Settings → General → About → Certificate Trust Settings → switch on “记要 Jiyao local authority”.</p>
</div>
<p class="fingerprint">SHA-256 {fingerprint}</p>
</main>
"""

STYLE = """
body { margin: 0; font: 1.125rem/1.7 system-ui, sans-serif; background: #faf7f2; color: #221f1c; }
main { max-width: 34rem; margin: 0 auto; padding: 2rem 1.25rem; }
.button { display: block; padding: 0.9rem; border-radius: 0.75rem; background: #a3281e; color: #fff;
          text-align: center; text-decoration: none; font-weight: 600; }
.fingerprint { font: 0.75rem/1.5 ui-monospace, monospace; overflow-wrap: anywhere; color: #6b6259; }
@media (prefers-color-scheme: dark) { body { background: #1a1816; color: #eee7dd; } .fingerprint { color: #a89e92; } }
"""


def create_authority_page(authority_pem: bytes, address: str, fingerprint: str) -> Flask:
    """An application that hands out the authority and says how to trust it.

    `address` is the secure page's own; `fingerprint` is shown so that a person can compare.
    """
    app = Flask(__name__, static_folder=None)
    page = PAGE.format(address=address, fingerprint=fingerprint)

    @app.get("/")
    def trust_this_computer() -> Response:
        response = Response(page, mimetype="text/html")
        response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'self'"
        return response

    @app.get("/authority.css")
    def style() -> Response:
        return Response(STYLE, mimetype="text/css")

    @app.get("/jiyao-authority.crt")
    def authority() -> Response:
        return Response(
            authority_pem,
            mimetype=CERTIFICATE_TYPE,
            headers={"Content-Disposition": 'attachment; filename="jiyao-authority.crt"'},
        )

    return app
