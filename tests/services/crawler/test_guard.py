import asyncio

import httpcore
import pytest

from services.crawler.guard import GuardedBackend, UnsafeAddress, is_safe


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


class _Dialler(httpcore.AsyncNetworkBackend):
    def __init__(self) -> None:
        self.dialled: list[str] = []

    async def connect_tcp(self, host: str, *_: object, **__: object) -> httpcore.AsyncNetworkStream:
        self.dialled.append(host)
        return httpcore.AsyncMockStream([])


def test_a_name_is_dialled_at_the_address_that_was_looked_at() -> None:
    dialler = _Dialler()
    asyncio.run(GuardedBackend(True, dialler).connect_tcp("localhost", 80))
    assert dialler.dialled
    assert all(is_safe(address, allow_loopback=True) for address in dialler.dialled)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "2130706433", "0x7f.1", "10.1.2.3", "::ffff:10.1.2.3"])
def test_a_name_of_a_private_address_is_refused_however_it_is_written(host: str) -> None:
    dialler = _Dialler()
    with pytest.raises(UnsafeAddress):
        asyncio.run(GuardedBackend(False, dialler).connect_tcp(host, 80))
    assert dialler.dialled == []
