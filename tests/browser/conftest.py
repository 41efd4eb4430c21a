"""A browser, and the whole of Masar with the demonstration press for it to look at."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from elasticsearch import Elasticsearch
from looking import BUILD, Look, Press
from playwright.sync_api import Browser, sync_playwright

from contracts.indexes import articles_of
from deploy.local.keys import key_file
from deploy.press.expected import expected_pages
from operations.whereabouts import FILE, Addresses

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PATIENCE = 300.0


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pictures", action="store_true", help="also make the pictures of docs/reading-room.md anew")


@pytest.fixture(scope="session")
def press() -> Iterator[Press]:
    """A running `masar run`, all its articles in the index: MASAR_TEST_RUN's data folder, or one started here."""
    if named := os.environ.get("MASAR_TEST_RUN"):
        yield _ready(Path(named) / "press")
        return
    # Not pytest's folder: the brokers' account could not enter it.
    folder = Path(tempfile.mkdtemp(prefix="masar-browser-"))
    folder.chmod(0o755)
    environment = {**os.environ, "MASAR_DATA": str(folder), "MASAR_DESK_RATE": "1000", "MASAR_DESK_BURST": "1000"}
    with (folder / "run.log").open("wb") as log:
        run = subprocess.Popen([sys.executable, "-m", "operations", "run"], env=environment, stdout=log, stderr=log)
        try:
            yield _ready(folder / "press", run)
        finally:
            run.terminate()
            run.wait(120)
            shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.fail("no Chromium: apt-get install chromium", pytrace=False)
    with sync_playwright() as playwright:
        # Its sandbox is not for root.
        opened = playwright.chromium.launch(executable_path=CHROMIUM, chromium_sandbox=os.geteuid() != 0)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def look(browser: Browser, press: Press, pytestconfig: pytest.Config) -> Look:
    BUILD.mkdir(parents=True, exist_ok=True)
    return Look(browser, press, pictures=pytestconfig.getoption("--pictures"))


def _ready(folder: Path, run: subprocess.Popen[bytes] | None = None) -> Press:
    wanted = sum(1 for page in expected_pages() if page.level in ("core", "mention", "related"))
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if run and run.poll() is not None:
            pytest.fail(f"masar run ended: {(folder.parent / 'run.log').read_text()[-2000:]}", pytrace=False)
        file = folder / FILE
        desk = folder / "logs" / "desk.log"
        if file.exists() and desk.exists() and "serving" in desk.read_text():
            told = msgspec.json.decode(file.read_bytes(), type=Addresses)
            served = [line for line in desk.read_text().splitlines() if '"serving"' in line][-1]
            address = msgspec.json.decode(served)["address"]
            with Elasticsearch(told.elasticsearch, api_key=_key(folder, "reader")) as client:
                if client.count(index=articles_of("dushanbe"))["count"] >= wanted:
                    return Press(folder, address.rstrip("/"), told.elasticsearch)
        time.sleep(1)
    pytest.fail(f"the demonstration press is not in the index after {PATIENCE:.0f} s", pytrace=False)


def _key(folder: Path, role: str) -> str:
    return key_file(folder / "keys", role).read_text("ascii").strip()  # type: ignore[arg-type]
