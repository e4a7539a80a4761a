"""Decides which host names the preview answers to, as a protection against DNS rebinding.

In a DNS rebinding attack, the attacker's server sends a page to the browser. The attacker then
makes the server's host name resolve to this machine. The browser now takes the preview for the
attacker's server, so the browser lets the page read the preview. But the ``Host`` header of the
page's requests still has the attacker's host name, so the preview refuses these requests.
"""

import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address

from ..messages import gettext as _

LOOPBACK = "127.0.0.1"
"""The address on which the preview listens by default. Only this machine can reach this address."""

_OWN = frozenset(["localhost", "127.0.0.1", "::1"])
"""The host names and IP addresses by which every machine can reach itself."""

_HEADER = re.compile(r"(?:\[(?P<v6>[0-9A-Fa-f:.]+)\]|(?P<name>[0-9A-Za-z._-]+))(?::[0-9]{1,5})?")
"""Matches a ``Host`` header (RFC 9110, section 7.2): a name or address, and an optional port."""


class UnknownHostError(Exception):
    """A host name or address can't be resolved. The message gives the name and the reason."""


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
        """Whether only this machine can reach the preview's address."""
        return ip_address(self.address).is_loopback

    @property
    def url_host(self) -> str:
        """The host name or IP address in the preview's URL, for browsers on this machine."""
        address = ip_address(self.address)
        if address.is_unspecified:
            return "localhost"
        return f"[{address}]" if address.version == 6 else str(address)

    def answers(self, header: str) -> bool:
        """Return whether to answer a request, given the text of the request's ``Host`` header.

        The port in the header is ignored: behind a tunnel or a container's port mapping, it differs
        from the preview's port. Ignoring it is safe, because DNS rebinding doesn't depend on the
        port.
        """
        name = _host_in(header)
        if name is None:
            return False
        # DNS rebinding needs a host name. A request whose header has an IP address is therefore
        # meant for this machine.
        return name in self.names or (self.any_address and _address(name) is not None)


def host_of(given: str, names: Iterable[str] = ()) -> Host:
    """Return the host to listen on, given a name or an address of this machine.

    ``names``: further names to answer to. Raises UnknownHostError if ``given`` can't be resolved.

    The preview always answers to ``given`` and to ``localhost``. If it listens on all addresses
    (``0.0.0.0`` or ``::``), it also answers to the machine's name and to any IP address, because in
    a container it can't know at which address browsers reach it.
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
    if name == "localhost":  # the system may resolve this name to ::1 instead
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
    """Return a host name or address in the form used for comparisons: ``[::1]`` becomes ``::1``."""
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
