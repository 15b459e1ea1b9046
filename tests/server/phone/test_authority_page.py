"""The plain-HTTP page from which a phone fetches the authority."""

import pytest
from flask.testing import FlaskClient

from server.phone.authority_page import create_authority_page


@pytest.fixture
def phone() -> FlaskClient:
    return create_authority_page(b"-----BEGIN", "https://192.168.1.20:8443", "AB:CD").test_client()


def test_it_says_in_both_languages_how_to_trust_the_computer_and_where_to_go_then(phone):
    page = phone.get("/").text
    for words in (
        "证书信任设置",
        "Certificate Trust Settings",
        "https://192.168.1.20:8443",
        "AB:CD",
    ):
        assert words in page


def test_it_hands_out_the_authority_as_a_type_that_phones_install(phone):
    response = phone.get("/jiyao-authority.crt")
    assert response.data == b"-----BEGIN"
    assert response.mimetype == "application/x-x509-ca-cert"


@pytest.mark.parametrize(
    "path", ["/authority.key", "/api/account", "/../instance/phone/authority.key"]
)
def test_it_serves_nothing_else(phone, path):
    assert phone.get(path).status_code == 404


def test_its_style_obeys_its_own_policy(phone):
    response = phone.get("/")
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; style-src 'self'"
    assert "style=" not in response.text
    assert "<style" not in response.text
