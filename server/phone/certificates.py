"""A certificate authority of the learner's own, and a certificate for this computer that it signs.

Rules that phones enforce: a server certificate names its addresses as subject alternative names, is
meant for server authentication and lives at most 398 days (825 for authorities that a person added;
the stricter number serves both). https://support.apple.com/en-us/103769
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from server.phone.addresses import is_ip_address

AUTHORITY_LIFE = timedelta(days=3650)
CERTIFICATE_LIFE = timedelta(days=397)
RENEWED_BEFORE_ITS_END = timedelta(days=30)
# Clocks of phones differ a little; a certificate that begins in a phone's future is refused.
BEGINS_BEFORE_NOW = timedelta(days=1)

# The only names that the authority can sign for: what can be reached from a local network.
PERMITTED_NETWORKS = (
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "169.254.0.0/16",
    "127.0.0.0/8",
    "fc00::/7",
    "fe80::/10",
)
PERMITTED_DOMAINS = ("local", "localhost", "lan", "home.arpa", "internal", "test")


@dataclass(frozen=True)
class Identity:
    """A certificate with its key, and the files that hold them."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey
    certificate_file: Path
    key_file: Path


class NameNotPermittedError(ValueError):
    """Raised when a certificate is asked for a name outside the local network."""


def local_authority(folder: Path, now: datetime | None = None) -> Identity:
    """The authority kept in `folder`, made there the first time (and after ten years)."""
    now = now or datetime.now(UTC)
    kept = _read(folder, "authority")
    if kept and now < kept.certificate.not_valid_after_utc:
        return kept
    key = ec.generate_private_key(ec.SECP256R1())
    name = _common_name("记要 Jiyao local authority")
    builder = (
        _certificate(name, name, key, now, AUTHORITY_LIFE)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_key_usage(signs_certificates=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(_permitted_names(), critical=True)
    )
    return _write(folder, "authority", builder.sign(key, hashes.SHA256()), key)


def server_certificate(
    folder: Path, authority: Identity, names: list[str], now: datetime | None = None
) -> Identity:
    """A certificate for `names`, kept in `folder`, renewed when names, authority or time ask it.

    Raises NameNotPermittedError for a name that is not of a local network.
    """
    now = now or datetime.now(UTC)
    for name in names:
        _refuse_outside_name(name)
    kept = _read(folder, "server")
    if kept and _still_serves(kept.certificate, authority, names, now):
        return kept
    key = ec.generate_private_key(ec.SECP256R1())
    builder = (
        _certificate(
            _common_name(names[0]), authority.certificate.subject, key, now, CERTIFICATE_LIFE
        )
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_key_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(list(map(_general_name, names))), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key()),
            critical=False,
        )
    )
    return _write(folder, "server", builder.sign(authority.key, hashes.SHA256()), key)


def _still_serves(
    certificate: x509.Certificate, authority: Identity, names: list[str], now: datetime
) -> bool:
    alternatives = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    try:
        certificate.verify_directly_issued_by(authority.certificate)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return (
        set(map(_general_name, names)) == set(alternatives)
        and now < certificate.not_valid_after_utc - RENEWED_BEFORE_ITS_END
    )


def _refuse_outside_name(name: str) -> None:
    if is_ip_address(name):
        address = ip_address(name)
        inside = any(
            address in network
            for network in map(ip_network, PERMITTED_NETWORKS)
            if network.version == address.version
        )
    else:
        inside = name.rsplit(".", 1)[-1] in PERMITTED_DOMAINS or name.endswith(".home.arpa")
    if not inside:
        raise NameNotPermittedError(
            f"{name} is not a name of a local network. The authority signs only for "
            f"{', '.join(PERMITTED_NETWORKS)} and names that end in {', '.join(PERMITTED_DOMAINS)}."
        )


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    now: datetime,
    life: timedelta,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BEGINS_BEFORE_NOW)
        .not_valid_after(now - BEGINS_BEFORE_NOW + life)
    )


def _common_name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _general_name(name: str) -> x509.GeneralName:
    return x509.IPAddress(ip_address(name)) if is_ip_address(name) else x509.DNSName(name)


def _permitted_names() -> x509.NameConstraints:
    permitted: list[x509.GeneralName] = [
        x509.IPAddress(ip_network(network)) for network in PERMITTED_NETWORKS
    ]
    permitted += [x509.DNSName(domain) for domain in PERMITTED_DOMAINS]
    return x509.NameConstraints(permitted_subtrees=permitted, excluded_subtrees=None)


def _key_usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _read(folder: Path, stem: str) -> Identity | None:
    certificate_file, key_file = folder / f"{stem}.crt", folder / f"{stem}.key"
    if not (certificate_file.exists() and key_file.exists()):
        return None
    key = load_pem_private_key(key_file.read_bytes(), password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        return None
    certificate = x509.load_pem_x509_certificate(certificate_file.read_bytes())
    return Identity(certificate, key, certificate_file, key_file)


def _write(
    folder: Path, stem: str, certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey
) -> Identity:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    certificate_file, key_file = folder / f"{stem}.crt", folder / f"{stem}.key"
    key_file.touch(mode=0o600)
    key_file.chmod(0o600)
    key_file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    certificate_file.write_bytes(certificate.public_bytes(Encoding.PEM))
    return Identity(certificate, key, certificate_file, key_file)
