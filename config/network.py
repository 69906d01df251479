"""Under which address this machine is reached."""

import ipaddress
import socket

WILDCARDS = frozenset({"0.0.0.0", "::"})  # noqa: S104 - recognised here, bound by nobody
ELSEWHERE = (
    "192.0.2.1",
    9,
)  # RFC 5737: belongs to nobody; connecting a datagram socket sends nothing


def lan_address() -> str:
    """Return the IPv4 address under which other machines on the network reach this one.

    It is the address that the routing table gives to traffic to elsewhere; 127.0.0.1 where there is
    no network.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(ELSEWHERE)
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def reachable(host: str) -> str:
    """Return the name or address to write down for a server that listens on `host`."""
    return lan_address() if host in WILDCARDS else host


def local(host: str) -> str:
    """Return the name or address at which this machine itself finds a server on `host`."""
    if host not in WILDCARDS:
        return host
    return "::1" if host == "::" else "127.0.0.1"


def authority(host: str, port: int) -> str:
    """Return `host:port` as it stands in an http URL (RFC 3986, 3.2.2 and 6.2.3).

    IPv6 addresses get their brackets, the default port is left out.
    """
    try:
        bracketed = f"[{host}]" if ipaddress.ip_address(host).version == 6 else host  # noqa: PLR2004
    except ValueError:
        bracketed = host
    return bracketed if port == 80 else f"{bracketed}:{port}"  # noqa: PLR2004


def free(host: str, port: int) -> bool:
    """Tell whether a server can listen on this port: nobody else does, and it is ours to take."""
    family, kind, protocol, _name, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
            probe.listen(1)
        except OSError:
            return False
    return True
