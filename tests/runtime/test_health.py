"""The probes tell the truth over HTTP."""

import urllib.error
import urllib.request

import pytest

from runtime.health import Health, serve_health


@pytest.fixture
def ask():
    servers = []

    def start(health):
        server = serve_health(health, "127.0.0.1", 0)
        servers.append(server)

        def get(path):
            url = f"http://127.0.0.1:{server.server_address[1]}{path}"
            try:
                with urllib.request.urlopen(url, timeout=5) as answer:
                    return answer.status, answer.read().decode()
            except urllib.error.HTTPError as refusal:
                with refusal:
                    return refusal.code, refusal.read().decode()

        return get

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_ready_names_what_is_missing_until_it_is_there(ask):
    missing = ["Kafka"]
    get = ask(Health(lambda: missing[0] if missing else None))
    assert get("/readyz") == (503, "waiting for Kafka\n")
    missing.clear()
    assert get("/readyz") == (200, "ready\n")


def test_a_loop_that_stands_still_is_not_alive_and_one_that_turns_is(ask):
    health = Health(lambda: None, patience=0.0)
    get = ask(health)
    assert get("/livez")[0] == 503
    health = Health(lambda: None, patience=3600.0)
    get = ask(health)
    health.turned()
    assert get("/livez") == (200, "alive\n")


def test_metrics_are_served_for_prometheus_and_other_paths_are_not(ask):
    get = ask(Health(lambda: None))
    status, text = get("/metrics")
    assert status == 200
    assert "# HELP" in text
    assert get("/elsewhere")[0] == 404
