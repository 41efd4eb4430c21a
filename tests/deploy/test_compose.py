import contextlib
import json
import re
import ssl
import stat
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator
from pydantic import AliasChoices

from contracts.access import all_access
from contracts.topics import all_topics
from deploy.compose.certificates import make_certificates
from deploy.compose.secrets import make_secrets
from deploy.local.artefacts import all_artefacts
from deploy.local.kafka import Node, server_properties
from runtime.settings import ROOT, ServiceSettings
from services.crawler.settings import CrawlerSettings
from services.desk.control.settings import ControlSettings
from services.desk.settings import DeskSettings
from services.indexer.settings import IndexerSettings
from services.parser.settings import ParserSettings
from services.watch.settings import WatchSettings

TEXT = (ROOT / "docker-compose.yml").read_text("utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
ENV_EXAMPLE = (ROOT / ".env.example").read_text("utf-8")
SETTINGS = {
    "crawler": CrawlerSettings,
    "parser": ParserSettings,
    "indexer": IndexerSettings,
    "watch": WatchSettings,
    "desk": DeskSettings,
    "control": ControlSettings,
}
OURS = {"setup", "press", *SETTINGS}
MONITORING = {"prometheus", "grafana", "kafka-ui"}
WRITABLE = {
    "press": ["press:/var/lib/masar/press"],
    "crawler": ["archive:/var/lib/masar/archive"],
    "prometheus": ["prometheus:/prometheus"],
    "grafana": ["grafana:/var/lib/grafana"],
}
# What differs between a container and a process on loopback.
PLACED = {"NODE_ID", "CONTROLLER_QUORUM_VOTERS", "LISTENERS", "ADVERTISED_LISTENERS", "LOG_DIRS", "HEAP_OPTS", "OPTS"}


def test_the_file_meets_the_compose_specification() -> None:
    schema = _specification()
    problems = [f"{list(error.path)}: {error.message}" for error in Draft7Validator(schema).iter_errors(COMPOSE)]
    assert problems == []


def test_a_broken_file_would_be_noticed() -> None:
    schema = _specification()
    broken = COMPOSE | {"services": SERVICES | {"parser": SERVICES["parser"] | {"mem_limt": "1g"}}}
    assert not Draft7Validator(schema).is_valid(broken)


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_service_is_limited_and_comes_back(name: str) -> None:
    service = SERVICES[name]
    assert service["restart"] == ("on-failure" if name == "setup" else "unless-stopped")
    assert "mem_limit" in service
    assert "no-new-privileges:true" in service["security_opt"]


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_service_has_no_capabilities_a_share_of_processors_and_a_version(name: str) -> None:
    service = SERVICES[name]
    assert service["cap_drop"] == ["ALL"]
    assert "cpus" in service
    version = re.search(r":-[^}]*:([\w.-]+)}$", service["image"])
    assert version
    assert name in OURS or re.match(r"v?\d+\.\d+\.\d+$", version[1])


def test_the_core_runs_without_a_profile_and_monitoring_has_one() -> None:
    profiles = {name: service.get("profiles") for name, service in SERVICES.items()}
    assert {name for name, profile in profiles.items() if profile is None} == {*OURS, "kafka", "elasticsearch"}
    assert {name for name, profile in profiles.items() if profile == ["monitoring"]} == MONITORING
    core = [SERVICES[name] for name in profiles if profiles[name] is None]
    assert not [service for service in core if MONITORING & set(service.get("depends_on", {}))]


@pytest.mark.parametrize("name", ["parser", "indexer"])
def test_what_scales_owns_no_port_of_the_machine(name: str) -> None:
    assert "ports" not in SERVICES[name]


def test_the_kafka_ui_logs_in_as_one_who_may_not_write() -> None:
    assert all_access()["viewer"].writes == ()
    assert set(all_access()["viewer"].reads) == {topic.name for topic in all_topics()}


@pytest.mark.parametrize("name", sorted(OURS | MONITORING))
def test_services_write_nowhere_but_where_they_must(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    writable = [volume for volume in service.get("volumes", []) if not volume.endswith(":ro")]
    assert writable == WRITABLE.get(name, [])
    assert "/tmp" in service["tmpfs"]


def test_nothing_is_published_beyond_loopback() -> None:
    published = [port for service in SERVICES.values() for port in service.get("ports", [])]
    assert published
    assert all(port.startswith("127.0.0.1:") for port in published)


def test_the_image_runs_as_a_user_by_number() -> None:
    dockerfile = (ROOT / "deploy" / "Dockerfile").read_text("utf-8")
    assert re.search(r"^ARG UID=[1-9]\d+$", dockerfile, re.MULTILINE)
    assert re.findall(r"^USER .*$", dockerfile, re.MULTILINE) == ["USER ${UID}:${UID}"]


@pytest.mark.parametrize("artefact", all_artefacts(), ids=lambda artefact: artefact.name)
def test_containers_and_local_stack_have_the_same_brokers(artefact: Any) -> None:
    assert f"{artefact.name}:{artefact.version}}}" in SERVICES[artefact.name]["image"]


def test_kafka_is_set_as_in_the_local_stack() -> None:
    node = Node(1, 9092, 9093, ROOT)
    local = dict(line.split("=", 1) for line in server_properties(node, [node], guarded=True).splitlines())
    here = {
        name.removeprefix("KAFKA_").lower().replace("_", "."): value
        for name, value in SERVICES["kafka"]["environment"].items()
        if name.startswith("KAFKA_") and name.removeprefix("KAFKA_") not in PLACED
    }
    assert here == {name: local[name] for name in here}


@pytest.mark.parametrize("name", ["crawler", "parser", "indexer"])
def test_each_service_is_given_its_own_password_and_no_other(name: str) -> None:
    service = SERVICES[name]
    assert service["secrets"] == [f"kafka-{name}"]
    assert service["environment"]["MASAR_KAFKA_USER"] == name
    assert service["environment"]["MASAR_KAFKA_PASSWORD_FILE"] == f"/run/secrets/kafka-{name}"
    assert name in all_access()


def test_the_reading_room_is_given_no_secret_and_no_broker_but_elasticsearch() -> None:
    desk = SERVICES["desk"]
    assert "secrets" not in desk
    assert not [variable for variable in desk["environment"] if "KAFKA" in variable]
    assert "archive:/var/lib/masar/archive:ro" in desk["volumes"]


def test_the_control_room_is_given_its_own_user_and_nothing_of_elasticsearch() -> None:
    control = SERVICES["control"]
    assert control["secrets"] == ["kafka-control", "control-users"]
    assert control["environment"]["MASAR_KAFKA_USER"] == "control"
    assert control["environment"]["MASAR_CONTROL_USERS"] == "/run/secrets/control-users"
    assert not [variable for variable in control["environment"] if "ELASTICSEARCH" in variable]
    others = [name for name, service in SERVICES.items() if "control-users" in service.get("secrets", [])]
    assert others == ["control"]


def test_what_containers_keep_is_theirs_to_write() -> None:
    """A volume takes the owner of the folder that the image has in its place; where it has none, root's."""
    dockerfile = (ROOT / "deploy" / "Dockerfile").read_text("utf-8")
    made = re.search(r"install -d -o masar -g masar ([^\n]*)", dockerfile)
    assert made
    kept = {volume.partition(":")[2] for name in OURS for volume in WRITABLE.get(name, [])}
    assert kept <= set(made[1].split())


def test_every_service_has_its_probes_where_prometheus_and_the_health_check_look() -> None:
    dockerfile = (ROOT / "deploy" / "Dockerfile").read_text("utf-8")
    ports = dict(re.findall(r"MASAR_(\w+)_HEALTH_PORT=(\d+)", dockerfile))
    assert ports == dict.fromkeys((name.upper() for name in SETTINGS), "9100")
    scraped = yaml.safe_load((ROOT / "deploy" / "prometheus" / "prometheus.yml").read_text("utf-8"))["scrape_configs"]
    assert {each["job_name"] for each in scraped} == set(SETTINGS)
    assert {config["port"] for each in scraped for config in each["dns_sd_configs"]} == {9100}


def test_make_secrets_makes_every_secret_that_is_mounted_and_keeps_it(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    make_secrets(folder)
    before = {file.name: file.read_text() for file in folder.iterdir()}
    make_secrets(folder)
    assert {file.name: file.read_text() for file in folder.iterdir()} == before
    assert set(before) == set(COMPOSE["secrets"])
    assert before["kafka-admin"].strip() in before["kafka-jaas"]
    assert len(set(before.values())) == len(before)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    used = [secret for service in SERVICES.values() for secret in service.get("secrets", [])]
    names = {secret if isinstance(secret, str) else secret["source"] for secret in used}
    assert names == set(COMPOSE["secrets"])
    assert before["kafka-viewer"].strip() in before["kafka-ui"]
    assert yaml.safe_load(before["kafka-ui"])["kafka"]["clusters"][0]["readOnly"] is True


def test_every_variable_that_services_are_given_is_one_they_read() -> None:
    for name, settings in SETTINGS.items():
        given = {variable for variable in SERVICES[name]["environment"] if variable.startswith("MASAR_")}
        assert given <= _variables(settings), name


def test_the_image_sets_variables_that_services_read() -> None:
    dockerfile = (ROOT / "deploy" / "Dockerfile").read_text("utf-8")
    known = set().union(*map(_variables, SETTINGS.values()))
    assert set(re.findall(r"MASAR_\w+(?==)", dockerfile)) <= known


def test_env_example_names_every_variable_with_its_default() -> None:
    used = dict(re.findall(r"\$\{(MASAR_\w+):-([^}]*)\}", TEXT))
    offered = dict(re.findall(r"^#(MASAR_\w+)=(.*)$", ENV_EXAMPLE, re.MULTILINE))
    assert set(used) == set(offered)
    other = {name for name in used if used[name] != offered[name]}
    assert other == {"MASAR_OUTLETS", "MASAR_CRAWLER_ALLOW_LOOPBACK"}  # offered with their values for the real outlets


def test_the_outlets_offered_in_env_example_are_there() -> None:
    offered = re.search(r"^#MASAR_OUTLETS=/opt/masar/(.*)$", ENV_EXAMPLE, re.MULTILINE)
    assert offered
    assert (ROOT / offered[1]).is_file()


def _specification() -> dict[str, Any]:
    """The schema that the package check-jsonschema carries; read as a file, its program is not needed."""
    path = distribution("check-jsonschema").locate_file("check_jsonschema/builtin_schemas/vendor/compose-spec.json")
    schema: dict[str, Any] = json.loads(Path(str(path)).read_text("utf-8"))
    return schema


def _variables(settings: type[ServiceSettings]) -> set[str]:
    aliases = {name: field.validation_alias for name, field in settings.model_fields.items()}
    assert not any(isinstance(alias, AliasChoices) for alias in aliases.values())
    return {str(alias or f"MASAR_{name.upper()}") for name, alias in aliases.items()}


def test_the_encrypting_file_meets_the_specification_and_its_secrets_are_made(tmp_path: Path) -> None:
    over = yaml.safe_load((ROOT / "deploy" / "compose" / "tls.yml").read_text("utf-8"))
    problems = [f"{list(error.path)}: {error.message}" for error in Draft7Validator(_specification()).iter_errors(over)]
    assert problems == []
    assert set(over["services"]) == {"kafka", "setup", *(set(SETTINGS) - {"desk"}), "kafka-ui"}
    make_certificates(tmp_path / "secrets")
    made = {file.name: file.read_bytes() for file in (tmp_path / "secrets").iterdir()}
    assert set(made) == set(over["secrets"])
    make_certificates(tmp_path / "secrets")
    assert {file.name: file.read_bytes() for file in (tmp_path / "secrets").iterdir()} == made
    make_secrets(tmp_path / "secrets")
    assert "SASL_SSL" in (tmp_path / "secrets" / "kafka-ui").read_text()


def test_a_client_that_is_strict_takes_kafka_by_its_certificate_and_by_no_other_name(tmp_path: Path) -> None:
    make_certificates(tmp_path)
    server, client = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context(cafile=tmp_path / "kafka-ca")
    server.load_cert_chain(tmp_path / "kafka-tls")
    client.verify_flags |= ssl.VERIFY_X509_STRICT
    assert _shake_hands(server, client, "kafka") == "TLSv1.3"
    with pytest.raises(ssl.SSLCertVerificationError, match="elsewhere"):
        _shake_hands(server, client, "elsewhere")


def _shake_hands(server: ssl.SSLContext, client: ssl.SSLContext, name: str) -> str | None:
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    ends = (
        client.wrap_bio(to_client, to_server, server_hostname=name),
        server.wrap_bio(to_server, to_client, server_side=True),
    )
    for _ in range(6):
        for end in ends:
            with contextlib.suppress(ssl.SSLWantReadError):
                end.do_handshake()
    return ends[0].version()


def test_the_build_is_given_all_that_the_image_copies() -> None:
    dockerfile = (ROOT / "deploy" / "Dockerfile").read_text("utf-8")
    copied = set(re.findall(r"^COPY (?!--from)(\S+)", dockerfile, re.MULTILINE))
    given = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}
    assert copied == given


def test_the_rehearsal_lets_what_waits_for_the_set_up_start_again_without_it() -> None:
    waiting = {name for name, service in SERVICES.items() if "setup" in service.get("depends_on", {})}
    laid_over = (ROOT / "deploy" / "compose" / "podman.yml").read_text("utf-8")
    again = set(re.findall(r"^  (\w+):\n    depends_on: !reset \[\]", laid_over, re.MULTILINE))
    assert waiting <= again
