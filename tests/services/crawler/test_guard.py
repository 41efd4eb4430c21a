import asyncio
import socket

import aiohttp
import pytest

from services.crawler.connections import Connections
from services.crawler.fetch import Limits
from services.crawler.guard import GuardedResolver, UnsafeAddress, guarded_socket, is_safe


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1",
        "172.16.9.9",
        "192.168.1.1",
        "127.0.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fd00::1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::a00:1",
        "2002:a00:1::",
        "2002:7f00:1::1",
    ],
)
def test_what_is_not_public_is_never_dialled(address: str) -> None:
    assert not is_safe(address, allow_loopback=False)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:93.184.215.14"])
def test_public_addresses_are_dialled(address: str) -> None:
    assert is_safe(address, allow_loopback=False)


@pytest.mark.parametrize(("address", "safe"), [("127.0.0.11", True), ("::1", True), ("::ffff:127.0.0.1", True)])
def test_loopback_can_be_allowed_and_nothing_else_with_it(address: str, safe: bool) -> None:
    assert is_safe(address, allow_loopback=True) is safe
    assert not is_safe("10.0.0.1", allow_loopback=True)
    assert not is_safe("169.254.169.254", allow_loopback=True)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "2130706433", "0x7f.1"])
def test_a_name_resolves_to_the_addresses_that_were_looked_at(host: str) -> None:
    found = asyncio.run(GuardedResolver(True, within=10).resolve(host, 80))
    assert found
    assert all(is_safe(each["host"], allow_loopback=True) for each in found)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "2130706433", "0x7f.1", "10.1.2.3", "::ffff:10.1.2.3"])
def test_a_name_of_a_private_address_is_refused_however_it_is_written(host: str) -> None:
    with pytest.raises(UnsafeAddress):
        asyncio.run(GuardedResolver(False, within=10).resolve(host, 80))


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "localhost", "2130706433", "0x7f.1"])
def test_nothing_private_is_dialled_in_any_writing(host: str) -> None:
    async def ask() -> None:
        async with Connections(allow_loopback=False, at_once=1) as connections:
            # aiohttp refuses an address in an unusual writing by itself.
            with pytest.raises((UnsafeAddress, aiohttp.InvalidURL)):
                await connections.ask(f"http://{host}:9/", {}, Limits())

    asyncio.run(ask())


def test_an_address_is_looked_at_again_when_it_is_dialled() -> None:
    told = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.1", 80))
    with pytest.raises(UnsafeAddress):
        guarded_socket(told, allow_loopback=True)
