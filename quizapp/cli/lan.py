"""The addresses under which other devices of the network reach this one."""

import ipaddress
import socket


def lan_addresses() -> tuple[str, ...]:
    """IPv4 addresses of this machine on its networks, the one of the main route first."""
    found = [_main_address(), *_named_addresses()]
    usable = [a for a in found if a and _is_reachable(a)]
    return tuple(dict.fromkeys(usable))


def is_of_this_machine_only(host: str) -> bool:
    """True for a host, name or address, that no other device can reach."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _main_address() -> str | None:
    """The address that the system would send from; nothing is sent (RFC 5737 test network)."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return None
        return str(probe.getsockname()[0])


def _named_addresses() -> list[str]:
    try:
        found = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
    except OSError:
        return []
    return [str(entry[4][0]) for entry in found]


def _is_reachable(address: str) -> bool:
    parsed = ipaddress.ip_address(address)
    return not (parsed.is_loopback or parsed.is_unspecified or parsed.is_link_local)
