"""Where a server listens: its address as servers and as browsers want it written."""

from ipaddress import IPv6Address, ip_address

ANY = {"0.0.0.0": "127.0.0.1", "::": "::1"}
"""All of this machine's addresses, and the one of them under which a browser here reaches it."""


def binding(host: str, port: int) -> str:
    """Host and port in one, with brackets around an IPv6 address (RFC 3986, 3.2.2)."""
    host = host.strip("[]")
    return f"[{host}]:{port}" if _is_ipv6(host) else f"{host}:{port}"


def url(host: str, port: int) -> str:
    """What to open in a browser on this machine."""
    host = host.strip("[]")
    return f"http://{binding(ANY.get(host, host), port)}"


def _is_ipv6(host: str) -> bool:
    try:
        return isinstance(ip_address(host), IPv6Address)
    except ValueError:
        return False
