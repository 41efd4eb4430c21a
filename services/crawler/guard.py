"""The guard at the door: only public addresses are dialled, whatever a name resolves to."""

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import Iterable

import httpcore
import httpx

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# RFC 6052: IPv4 addresses carried in IPv6 for translation.
NAT64 = ipaddress.ip_network("64:ff9b::/96")


# An idle connection is kept for so long, in seconds.
KEPT_FOR = 30.0


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


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Resolves a host itself, dials only safe addresses of it, and dials exactly those that it looked at."""

    def __init__(self, allow_loopback: bool, dialler: httpcore.AsyncNetworkBackend | None = None) -> None:
        self._allow_loopback = allow_loopback
        self._dialler = dialler or httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  # httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        addresses = await self._safe_addresses(host, port, within=timeout)
        for address in addresses[:-1]:
            try:
                return await self._dialler.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return await self._dialler.connect_tcp(addresses[-1], port, timeout, local_address, socket_options)

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109  # httpcore's signature
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        raise UnsafeAddress(f"a socket of this machine: {path}")

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    async def _safe_addresses(self, host: str, port: int, within: float | None) -> list[str]:
        resolve = asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        try:
            found = await asyncio.wait_for(resolve, within)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(f"no answer from the name service for {host}") from error
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"{host}: {error}") from error
        addresses = list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))
        safe = [address for address in addresses if is_safe(address, self._allow_loopback)]
        if not safe:
            raise UnsafeAddress(f"{host} is {', '.join(addresses)}")
        return safe


class GuardedTransport(httpx.AsyncHTTPTransport):
    """httpx's transport over a guarded pool: TLS verified, no proxy, HTTP/1.1."""

    def __init__(self, backend: GuardedBackend, tls: ssl.SSLContext, at_once: int) -> None:
        super().__init__(verify=tls, trust_env=False)
        # httpx takes no network backend, so the pool that it built is replaced by one that does.
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=tls, max_connections=at_once, keepalive_expiry=KEPT_FOR, network_backend=backend
        )
