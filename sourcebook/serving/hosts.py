"""Decides which host names the preview answers to, to protect it from DNS rebinding.

In such an attack, a server sends a page to the browser, and then makes its own host name resolve to
this machine. The browser now takes the preview for the attacking server, and lets the page read the
preview. But the ``Host`` header of the page's requests has the attacking server's name, so the
preview refuses these requests.
"""

import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address

from ..messages import gettext as _

LOOPBACK = "127.0.0.1"
"""The address that the preview listens on by default: only this machine can reach it."""

_OWN = frozenset(["localhost", "127.0.0.1", "::1"])
"""Names and addresses that every machine has for itself."""

_HEADER = re.compile(r"(?:\[(?P<v6>[0-9A-Fa-f:.]+)\]|(?P<name>[0-9A-Za-z._-]+))(?::[0-9]{1,5})?")
"""The ``Host`` header by RFC 9110, section 7.2: a name or an address, and optionally a port."""


class UnknownHostError(Exception):
    """A name or address doesn't exist; the message says which one, and why."""


@dataclass(frozen=True)
class Host:
    """The address to listen on, and the host names to answer to.

    ``family``: the socket's address family. ``any_address``: whether to answer to every IP address.
    """

    address: str
    family: socket.AddressFamily
    names: frozenset[str]
    any_address: bool

    @property
    def private(self) -> bool:
        """Whether only this machine can reach the address."""
        return ip_address(self.address).is_loopback

    @property
    def url_host(self) -> str:
        """The host name or address for a URL that works on this machine."""
        address = ip_address(self.address)
        if address.is_unspecified:
            return "localhost"
        return f"[{address}]" if address.version == 6 else str(address)

    def answers(self, header: str) -> bool:
        """Return whether to answer a request. ``header``: its ``Host`` header.

        The port in the header is ignored. It differs from the preview's port behind a tunnel or a
        container's port mapping, and DNS rebinding doesn't depend on the port.
        """
        name = _host_in(header)
        if name is None:
            return False
        # An IP address can't be rebound: a request that names one was meant for this machine.
        return name in self.names or (self.any_address and _address(name) is not None)


def host_of(given: str, names: Iterable[str] = ()) -> Host:
    """Return the host to listen on, given a name or an address of this machine.

    ``names``: further names to answer to. The preview always answers to ``given`` and to
    ``localhost``. If it listens on all addresses (``0.0.0.0``, ``::``), it also answers to the
    machine's name and to any IP address: in a container, it can't know at which address browsers
    reach it. Raises UnknownHostError.
    """
    family, address = _resolved(given)
    accepted = _OWN | {address, _normalised(given)} | {_normalised(name) for name in names}
    all_addresses = ip_address(address).is_unspecified
    if all_addresses:
        own = _normalised(socket.gethostname())
        accepted |= {own, own.partition(".")[0], f"{own.partition('.')[0]}.local"}
    return Host(address, family, frozenset(accepted), all_addresses)


def _resolved(given: str) -> tuple[socket.AddressFamily, str]:
    name = _normalised(given)
    if name == "localhost":  # may resolve to ::1, or to ::1 and 127.0.0.1
        return socket.AF_INET, LOOPBACK
    try:
        found = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or _("not the name of a host")
        message = _("host {host}: {reason}").format(host=given, reason=reason)
        raise UnknownHostError(message) from error
    family, *_other, address = found[0]
    return family, _normalised(str(address[0]))


def _host_in(header: str) -> str | None:
    """Return the normalised name or address in a ``Host`` header; None for a malformed header."""
    match = _HEADER.fullmatch(header)
    if not match:
        return None
    if match["v6"] is None:
        return _normalised(match["name"])
    address = _address(match["v6"])
    return None if address is None else _normalised(str(address))


def _normalised(name: str) -> str:
    """Return a name or an address in the form used for comparison: ``::1`` for ``[::1]``."""
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
