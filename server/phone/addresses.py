"""Under which names and addresses the other devices of the local network reach this computer."""

import socket
from ipaddress import ip_address

# An address of the documentation range: connecting a datagram socket to it sends nothing, and
# makes the kernel choose the interface that leads out.
SOMEWHERE_ELSE = ("192.0.2.1", 9)


def network_address() -> str:
    """The IPv4 address of this computer on its network; the loopback address where it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(SOMEWHERE_ELSE)
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])


def local_name() -> str:
    """The name that computers announce by multicast DNS, which phones resolve."""
    return socket.gethostname().split(".")[0].lower() + ".local"


def certificate_names(address: str) -> list[str]:
    """Every name that the certificate must hold, the one that is printed first.

    `address` is the one under which phones come: an IP address or a host name.
    """
    names = [address, local_name(), "localhost", "127.0.0.1"]
    return list(dict.fromkeys(names))


def is_ip_address(name: str) -> bool:
    """Whether `name` is an address and not a host name."""
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
