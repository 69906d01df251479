import ipaddress
import socket

import pytest

from config import network


def test_a_server_on_all_addresses_is_reached_at_one_of_this_machine() -> None:
    address = network.reachable("0.0.0.0")
    assert address not in network.WILDCARDS
    assert ipaddress.IPv4Address(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "passports.example", "2001:db8::1"])
def test_a_server_on_a_named_address_is_reached_there(host: str) -> None:
    assert network.reachable(host) == host
    assert network.local(host) == host


def test_a_machine_without_network_is_reached_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_socket: socket.socket, _address: object) -> None:
        raise OSError

    monkeypatch.setattr(network.socket.socket, "connect", refuse)
    assert network.lan_address() == "127.0.0.1"


@pytest.mark.parametrize(
    ("host", "port", "written"),
    [
        ("127.0.0.1", 8000, "127.0.0.1:8000"),
        ("passports.example", 80, "passports.example"),
        ("2001:db8::1", 8000, "[2001:db8::1]:8000"),
        ("2001:db8::1", 80, "[2001:db8::1]"),
    ],
)
def test_an_authority_is_written_as_in_a_url(host: str, port: int, written: str) -> None:
    assert network.authority(host, port) == written


def test_a_port_that_somebody_listens_on_is_not_free() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert not network.free("127.0.0.1", port)
        assert not network.free("0.0.0.0", port)
    assert network.free("127.0.0.1", port)
