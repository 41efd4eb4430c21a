"""A running press, an HTTP client for it, and its houses."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from deploy.press.house import House, open_houses
from deploy.press.outlets import write_outlets
from deploy.press.press import start_press


class Reader:
    """Reads the running press; `data` is its folder."""

    def __init__(self, data: Path, port: int, client: httpx.Client) -> None:
        self.data, self.port, self.client = data, port, client
        self.houses = {house.outlet.id: house for house in open_houses(data / "outlets.toml")}

    def url(self, outlet: str, path: str) -> str:
        return self.houses[outlet].url(path)

    def get(self, url: str, **headers: str) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.get(url, headers=named)


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    data = tmp_path_factory.mktemp("press")
    running = start_press(data, port=0)
    with httpx.Client(timeout=20, trust_env=False) as client:
        yield Reader(data, running.port, client)
    running.stop()


@pytest.fixture
def houses(tmp_path: Path) -> dict[str, House]:
    return {house.outlet.id: house for house in open_houses(write_outlets(8088, tmp_path / "outlets.toml"))}
