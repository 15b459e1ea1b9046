"""Under which names the other devices of the network reach this computer."""

from ipaddress import ip_address

from server.phone.addresses import certificate_names, is_ip_address, local_name, network_address


def test_the_network_address_is_an_address_of_this_computer():
    assert ip_address(network_address()).version == 4


def test_the_certificate_names_the_printed_address_first_and_each_name_once():
    assert certificate_names("192.168.1.20") == [
        "192.168.1.20",
        local_name(),
        "localhost",
        "127.0.0.1",
    ]
    assert certificate_names("127.0.0.1") == ["127.0.0.1", local_name(), "localhost"]


def test_addresses_are_told_from_names():
    assert is_ip_address("192.168.1.20")
    assert is_ip_address("fe80::1")
    assert not is_ip_address("study.local")
