"""The Kubernetes manifests: valid by the schemas, guarded like the compose file, true of contracts and settings."""

import copy
import re
import shutil
import subprocess
from typing import Any, get_args

import pytest
import yaml
from kubernetes_objects import FOLDER, RELEASES, manifests, problems, workloads

from contracts.access import all_access
from contracts.topics import all_topics
from deploy.compose.secrets import make_secrets
from deploy.local.keys import Role
from deploy.local.operators import FILE
from operations.service_settings import service_settings
from operations.settings import OperationsSettings
from runtime.refusals import unknown
from runtime.settings import ROOT

SERVICES = set(service_settings())
# The watch writes nothing: its user at Kafka is the one who looks. The reading room has none.
USERS = {name: "viewer" if name == "watch" else name for name in SERVICES - {"desk"}}
# The roles of deploy/local/roles.toml.
KEYS = {"setup": "setup", "indexer": "indexer", "watch": "watch", "desk": "desk"}
OBJECTS = manifests()
IDS = [f"{each['kind']}-{each['metadata']['name']}" for each in OBJECTS]
PODS = {name: each["spec"]["template"]["spec"] for name, each in workloads().items()}
TOPICS = {topic.name: topic for topic in all_topics()}
SETTINGS = dict(
    line.split("=", 1) for line in (FOLDER / "base" / "settings.env").read_text("utf-8").splitlines() if line[0] != "#"
)


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize("manifest", OBJECTS, ids=IDS)
def test_a_cluster_takes_it(manifest: dict[str, Any], release: str) -> None:
    assert problems(manifest, release) == []


@pytest.mark.parametrize(
    ("number", "place", "value"),
    [
        (IDS.index("Deployment-parser"), ("spec", "replica"), 2),
        (IDS.index("Deployment-parser"), ("spec", "template", "spec", "containers", 0, "livenessProbe", "path"), "/"),
        (IDS.index("NetworkPolicy-outlets"), ("spec", "policyTypes"), "Egress"),
        (IDS.index("PodDisruptionBudget-indexer"), ("spec", "selector", "matchLabel"), {}),
        (IDS.index("ScaledObject-parser"), ("spec", "maxReplicas"), 3),
        (IDS.index("ScaledObject-parser"), ("spec", "triggers", 0, "metadata", "lagThreshold"), 500),
    ],
)
def test_a_broken_one_would_be_noticed(number: int, place: tuple[Any, ...], value: object) -> None:
    broken = copy.deepcopy(OBJECTS[number])
    inner: Any = broken
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    assert problems(broken, RELEASES[-1])


@pytest.mark.skipif(not (shutil.which("kubectl") or shutil.which("kustomize")), reason="no kubectl and no kustomize")
def test_kustomize_puts_together_what_the_schemas_accept() -> None:
    program = ["kustomize", "build"] if shutil.which("kustomize") else ["kubectl", "kustomize"]
    done = subprocess.run([*program, FOLDER / "cluster"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    built = list(yaml.safe_load_all(done.stdout))
    assert len(built) == len(OBJECTS) + 1  # and the settings' map
    assert [each for built_one in built for each in problems(built_one, RELEASES[-1])] == []
    images = set(re.findall(r"^\s+(?:- )?image: (.*)$", done.stdout, re.MULTILINE))
    assert len(images) == 1
    assert not images & {"masar", "masar:latest"}


def test_every_file_is_named_by_its_kustomization() -> None:
    for kustomization in FOLDER.rglob("kustomization.yaml"):
        named = yaml.safe_load(kustomization.read_text("utf-8"))
        there = {file.name for file in kustomization.parent.glob("*.yaml")} - {"kustomization.yaml"}
        assert there <= set(named["resources"])


@pytest.mark.parametrize("name", sorted(PODS))
def test_pods_may_do_nothing_that_they_need_not(name: str) -> None:
    pod = PODS[name]
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["automountServiceAccountToken"] is False
    assert pod["enableServiceLinks"] is False
    [container] = pod["containers"]
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert {"requests", "limits"} <= set(container["resources"])
    user = re.search(r"^ARG UID=(\d+)$", (ROOT / "deploy" / "Dockerfile").read_text("utf-8"), re.MULTILINE)
    assert user
    assert pod["securityContext"]["runAsUser"] == int(user[1])


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_each_service_has_probes_a_budget_and_a_name(name: str) -> None:
    [container] = PODS[name]["containers"]
    probed = {kind: container[f"{kind}Probe"]["httpGet"]["path"] for kind in ("startup", "liveness", "readiness")}
    assert probed == {"startup": "/livez", "liveness": "/livez", "readiness": "/readyz"}
    for kind in ("Service", "PodDisruptionBudget"):
        found = OBJECTS[IDS.index(f"{kind}-{name}")]["spec"]["selector"]
        assert found.get("matchLabels", found) == {"app.kubernetes.io/name": name}


def variables(name: str) -> dict[str, str]:
    """What the container of a workload finds in its environment."""
    [container] = PODS[name]["containers"]
    found = dict(SETTINGS) if "envFrom" in container else {}
    for each in container.get("env", []):
        asked = each.get("valueFrom", {}).get("configMapKeyRef", {})
        found[each["name"]] = SETTINGS[asked["key"]] if asked else each["value"]
    return found


@pytest.mark.parametrize("name", sorted(PODS))
def test_every_variable_is_a_setting(name: str) -> None:
    given = variables(name)
    kind = service_settings().get(name, OperationsSettings)
    assert unknown(kind, given) == []
    # The files that variables name are mounted.
    mounted = [each["mountPath"] for each in PODS[name]["containers"][0]["volumeMounts"]]
    files = [value for variable, value in given.items() if variable.endswith("_FILE")]
    assert all(file.rpartition("/")[0] in mounted for file in files)


def test_each_workload_is_given_its_own_secrets_and_no_other(tmp_path: Any) -> None:
    make_secrets(tmp_path / "secrets")
    there = {file.name for file in (tmp_path / "secrets").iterdir()}
    for name in PODS:
        kafka = {f"kafka-{USERS[name]}"} if name in USERS else set()
        if name == "setup":
            kafka = {"kafka-admin", *(f"kafka-{user}" for user in all_access())}
        assert secrets(name, "masar-kafka") == kafka
        assert secrets(name, "masar-elasticsearch") == ({KEYS[name]} if name in KEYS else set())
        assert secrets(name, "masar-control") == ({"users"} if name == "control" else set())
        assert kafka <= there
    # The reader's is for the programs of analysts, none of which run here.
    assert {*KEYS.values(), "reader"} == set(get_args(Role))
    assert FILE in there


def test_the_rooms_know_only_the_broker_that_they_ask() -> None:
    assert not [variable for variable in variables("desk") if "KAFKA" in variable]
    assert not [variable for variable in variables("control") if "ELASTICSEARCH" in variable]


def secrets(name: str, of: str) -> set[str]:
    """The keys of a secret that a workload is given; a secret is never mounted whole."""
    found = [volume["secret"] for volume in PODS[name]["volumes"] if "secret" in volume]
    return {item["key"] for secret in found if secret["secretName"] == of for item in secret["items"]}


@pytest.mark.parametrize("name", ["parser", "indexer"])
def test_the_autoscaler_goes_by_a_lag_that_there_is_and_never_beyond_the_partitions(name: str) -> None:
    spec = OBJECTS[IDS.index(f"ScaledObject-{name}")]["spec"]
    assert spec["scaleTargetRef"]["name"] == name
    assert "replicas" not in workloads()[name]["spec"]
    for trigger in spec["triggers"]:
        topic, group = trigger["metadata"]["topic"], trigger["metadata"]["consumerGroup"]
        assert group == all_access()[name].group
        assert topic in all_access()[name].reads
        assert spec["minReplicaCount"] < spec["maxReplicaCount"] <= TOPICS[topic].partitions


def test_only_the_crawler_gets_out_to_the_world_and_nobody_in_but_readers_and_to_the_probes() -> None:
    policies = [each for each in OBJECTS if each["kind"] == "NetworkPolicy"]
    worldly = [each for each in policies if "ipBlock" in str(each)]
    assert [each["spec"]["podSelector"]["matchLabels"] for each in worldly] == [{"app.kubernetes.io/name": "crawler"}]
    inward = {
        port["port"]: _selected(each)
        for each in policies
        for rule in each["spec"].get("ingress", [])
        for port in rule["ports"]
    }
    # Prometheus to the probes of all, readers to the reading room; to the control room's pages nobody.
    assert inward == {9100: SERVICES, 8090: {"desk"}}
    assert "MASAR_CONTROL_HOST" not in variables("control")
    shut = OBJECTS[IDS.index("NetworkPolicy-nothing")]["spec"]
    assert (shut["podSelector"], set(shut["policyTypes"])) == ({}, {"Ingress", "Egress"})
    # Whoever logs in at Kafka is let out to it, whoever has a key of Elasticsearch there.
    assert _selected(OBJECTS[IDS.index("NetworkPolicy-kafka")]) == {*USERS, "setup"}
    assert _selected(OBJECTS[IDS.index("NetworkPolicy-elasticsearch")]) == set(KEYS)


def _selected(policy: dict[str, Any]) -> set[str]:
    selector = policy["spec"]["podSelector"]
    if "matchLabels" in selector:
        return set(selector["matchLabels"].values())
    return set(selector["matchExpressions"][0]["values"])
