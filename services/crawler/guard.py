"""The guard at the door: only public addresses are dialled, whatever a name resolves to."""

import asyncio
import ipaddress
import socket

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.connector import AddrInfoType

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# RFC 6052: IPv4 addresses carried in IPv6 for translation.
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class UnsafeAddress(Exception):
    """Every address of a host is private, loopback, link-local or otherwise not public."""


def is_safe(address: str, allow_loopback: bool) -> bool:
    """Whether an IP address may be dialled: public, in whatever form it is written or wrapped."""
    inner = _unwrapped(ipaddress.ip_address(address.partition("%")[0]))
    if inner.is_loopback:
        return allow_loopback
    return inner.is_global and not inner.is_multicast


def _unwrapped(address: Address) -> Address:
    if not isinstance(address, ipaddress.IPv6Address):
        return address
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None) or address


class GuardedResolver(AbstractResolver):
    """Resolves names itself and gives only safe addresses out; those are the ones that are dialled."""

    def __init__(self, allow_loopback: bool, within: float) -> None:
        """`within` is the longest wait for the name service, in seconds."""
        self._allow_loopback = allow_loopback
        self._within = within

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The safe addresses of a name. Raises UnsafeAddress where it has no other, OSError where it has none."""
        asked = asyncio.get_running_loop().getaddrinfo(host, port, family=family, type=socket.SOCK_STREAM)
        try:
            found = await asyncio.wait_for(asked, self._within)
        except TimeoutError as error:
            raise TimeoutError(f"no answer from the name service for {host}") from error
        except UnicodeError as error:
            raise OSError(f"no name of a host: {host}: {error}") from error
        safe = [each for each in found if is_safe(str(each[4][0]), self._allow_loopback)]
        if not safe:
            raise UnsafeAddress(f"{host} is {', '.join(dict.fromkeys(str(each[4][0]) for each in found))}")
        return [_resolved(host, port, kind, proto, str(address[0])) for kind, _, proto, _, address in safe]

    async def close(self) -> None:
        """Nothing is kept open."""


def _resolved(host: str, port: int, family: int, proto: int, address: str) -> ResolveResult:
    return ResolveResult(
        hostname=host, host=address, port=port, family=family, proto=proto, flags=socket.AI_NUMERICHOST
    )


def guarded_socket(told: AddrInfoType, allow_loopback: bool) -> socket.socket:
    """The socket for an address that is about to be dialled, an address written as such too. Raises UnsafeAddress."""
    family, kind, proto, _, address = told
    if not is_safe(str(address[0]), allow_loopback):
        raise UnsafeAddress(f"{address[0]} is not public")
    return socket.socket(family, kind, proto)
