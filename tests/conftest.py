"""What tests of several folders need of the machine."""

import sys

import pytest
from hypothesis import settings

from deploy.local.prometheus import Tools, prometheus_tools
from deploy.local.settings import LocalSettings
from deploy.local.trouble import StackTrouble

settings.register_profile("masar", deadline=None)  # a slow machine is no failure
settings.load_profile("masar")


@pytest.fixture(scope="session")
def tools(pytestconfig: pytest.Config) -> Tools:
    """Prometheus and promtool; fetches them, saying so, where the machine has none."""
    capture = pytestconfig.pluginmanager.getplugin("capturemanager")

    def say(text: str) -> None:
        with capture.global_and_fixture_disabled():
            print(f"\n{text}", file=sys.stderr, flush=True)  # a worker shows nothing else

    try:
        return prometheus_tools(LocalSettings(), say)
    except StackTrouble as trouble:
        pytest.fail(str(trouble), pytrace=False)
