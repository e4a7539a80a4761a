"""Which names the preview answers to, so that no web page elsewhere can read it.

A page from elsewhere can have the name of its own server lead to this machine once it is open
(DNS rebinding). Its browser then takes the preview for that server, and lets the page read it;
but the request still says under which name it was made.
"""

import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address

LOOPBACK = "127.0.0.1"
"""Where the preview listens unless told otherwise: nobody but this machine reaches it there."""

_OWN = frozenset(["localhost", "127.0.0.1", "::1"])
"""What a machine calls itself, whatever its name is."""

_HEADER = re.compile(r"(?:\[(?P<v6>[0-9A-Fa-f:.]+)\]|(?P<name>[0-9A-Za-z._-]+))(?::[0-9]{1,5})?")
"""RFC 9110, section 7.2: a name or an address, and perhaps a port."""


class UnknownHostError(Exception):
    """There is no such name or address; the message says which, and why."""


@dataclass(frozen=True)
class Host:
    """Where to listen, and the names to answer to.

    ``family``: the socket's. ``any_address``: whether to answer to whatever is an address.
    """

    address: str
    family: socket.AddressFamily
    names: frozenset[str]
    any_address: bool

    @property
    def private(self) -> bool:
        """Whether this machine alone can reach it."""
        return ip_address(self.address).is_loopback

    @property
    def shown(self) -> str:
        """How it is written in an address that works on this machine."""
        address = ip_address(self.address)
        if address.is_unspecified:
            return "localhost"
        return f"[{address}]" if address.version == 6 else str(address)

    def answers(self, header: str) -> bool:
        """Tell whether a request is meant for us. ``header``: what it says under ``Host``.

        The port in it may be another: it is, behind a tunnel or a container's port, and
        whoever rebinds a name doesn't choose by it.
        """
        name = _name(header)
        if name is None:
            return False
        # An address can't be rebound: whoever asks for it has asked for this very machine.
        return name in self.names or (self.any_address and _address(name) is not None)


def host_of(given: str, names: Iterable[str] = ()) -> Host:
    """Return where to listen for what the user gave: a name or an address of this machine.

    ``names``: others to answer to. Always among them are the one that was given and
    ``localhost``; where all of the machine's addresses are meant (``0.0.0.0``, ``::``), its
    name and any address too: in a container it can't know the one that it is reached by.
    Raises UnknownHostError.
    """
    family, address = _resolved(given)
    known = _OWN | {address, _plain(given)} | {_plain(name) for name in names}
    everywhere = ip_address(address).is_unspecified
    if everywhere:
        own = _plain(socket.gethostname())
        known |= {own, own.partition(".")[0], f"{own.partition('.')[0]}.local"}
    return Host(address, family, frozenset(known), everywhere)


def _resolved(given: str) -> tuple[socket.AddressFamily, str]:
    plain = _plain(given)
    if plain == "localhost":  # which some systems take for ::1, and others for both
        return socket.AF_INET, LOOPBACK
    try:
        found = socket.getaddrinfo(plain, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or "not the name of a host"
        raise UnknownHostError(f"host {given}: {reason}") from error
    family, *_, place = found[0]
    return family, _plain(str(place[0]))


def _name(header: str) -> str | None:
    """Return the name or address in a ``Host`` header, written as we write it."""
    match = _HEADER.fullmatch(header)
    if not match:
        return None
    if match["v6"] is None:
        return _plain(match["name"])
    address = _address(match["v6"])
    return None if address is None else _plain(str(address))


def _plain(name: str) -> str:
    """Return a name or an address as all are compared: ``[::1]`` as ``::1``."""
    name = name.strip("[]").lower()
    address = _address(name)
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return name if address is None else str(address)


def _address(name: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(name)
    except ValueError:
        return None
