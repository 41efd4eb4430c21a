"""Elasticsearch on loopback: one node, its data kept."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx

from deploy.local.account import Account, hand_over
from deploy.local.jdk import Jdk
from deploy.local.ports import LOOPBACK, free_port, free_ports
from deploy.local.process import Running, start
from deploy.local.trouble import StackTrouble

PREFERRED_PORT = 9200
READY_PATIENCE = 180.0
LAUNCHER = "org.elasticsearch.server.launcher.ServerLauncher"
TOOL_LAUNCHER = "org.elasticsearch.launcher.CliToolLauncher"
# The user that a bootstrap password is for.
SUPERUSER = "elastic"


@dataclass(frozen=True)
class Elasticsearch:
    """A started node; `address` is what clients are given, as http://host:port."""

    node: Running
    address: str
    password: str | None

    def wait_ready(self, patience: float = READY_PATIENCE) -> None:
        """Return when its cluster serves reads and writes. Raises StackTrouble."""
        self.node.wait_ready(lambda: answers(self.address, self.password), patience)

    def stop(self) -> None:
        """Stop it in order."""
        self.node.stop()


@dataclass(frozen=True)
class Plan:
    """Ports and folder of a node; with a password, security is on and anonymous calls get 401."""

    folder: Path
    port: int
    transport_port: int
    heap: str = "1g"
    password: str | None = None
    java_options: Sequence[str] = ()


def plan_elasticsearch(
    folder: Path,
    preferred: int = PREFERRED_PORT,
    heap: str = "1g",
    password: str | None = None,
    java_options: Sequence[str] = (),
) -> Plan:
    """A node on free ports, `preferred` if that is free; its data and snapshots persist in `folder`."""
    (transport,) = free_ports(1)
    return Plan(folder, free_port(preferred), transport, heap, password, java_options)


def start_elasticsearch(plan: Plan, home: Path, jdk: Jdk, account: Account) -> Elasticsearch:
    """Start the server in `home` as planned. Raises StackTrouble; see `start` for threads."""
    environment = _environment(plan, home, jdk)
    _lay_out(plan, home, environment, account)
    launcher = ["-Xmx64m", "-XX:+UseSerialGC", "-cp", f"{home}/lib/tools/server-launcher/*", LAUNCHER]
    address = f"http://{LOOPBACK}:{plan.port}"
    command = [str(jdk.home / "bin" / "java"), *launcher]
    # The launcher looks for the server's own files from where it is started.
    running = start("Elasticsearch", address, command, plan.folder, account, environment, home)
    return Elasticsearch(running, address, plan.password)


def elasticsearch_yml(plan: Plan) -> str:
    """The text of elasticsearch.yml."""
    settings = {
        "cluster.name": "masar",
        "node.name": "masar",
        "discovery.type": "single-node",
        "network.host": LOOPBACK,
        "http.port": plan.port,
        "transport.port": plan.transport_port,
        "path.data": plan.folder / "data",
        "path.logs": plan.folder / "logs",
        "path.repo": plan.folder / "snapshots",
        # Masar's indices come from its templates and are made on purpose; a stray write must not make one.
        "action.auto_create_index": "-masar-*,+*",
        # On one's own machine a disk that is 90 % full is no reason to stop indexing; the last gigabytes are.
        "cluster.routing.allocation.disk.watermark.low": "2gb",
        "cluster.routing.allocation.disk.watermark.high": "1gb",
        "cluster.routing.allocation.disk.watermark.flood_stage": "500mb",
        "xpack.security.enabled": str(plan.password is not None).lower(),
        "xpack.security.http.ssl.enabled": "false",
        "xpack.security.transport.ssl.enabled": "false",
    }
    return "".join(f"{name}: {value}\n" for name, value in settings.items())


def answers(address: str, password: str | None = None) -> bool:
    """Whether the node's cluster is at least yellow: every index can be read and written."""
    login = (SUPERUSER, password) if password else None
    try:
        health = httpx.get(f"{address}/_cluster/health", auth=login, timeout=5, trust_env=False)
    except httpx.HTTPError:
        return False
    return health.status_code == 200 and health.json()["status"] in ("yellow", "green")


def _environment(plan: Plan, home: Path, jdk: Jdk) -> dict[str, str]:
    return {
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "ES_HOME": str(home),
        "ES_PATH_CONF": str(plan.folder / "config"),
        "ES_TMPDIR": str(plan.folder / "tmp"),
        "ES_DISTRIBUTION_TYPE": "tar",
        "ES_JAVA_HOME": str(jdk.home),
        "JAVA_HOME": str(jdk.home),
        "JAVA": str(jdk.home / "bin" / "java"),
        "ES_JAVA_OPTS": " ".join((f"-Xms{plan.heap}", f"-Xmx{plan.heap}", *plan.java_options)),
    }


def _lay_out(plan: Plan, home: Path, environment: dict[str, str], account: Account) -> None:
    for name in ("config", "data", "logs", "snapshots", "tmp"):
        (plan.folder / name).mkdir(parents=True, exist_ok=True)
    config = plan.folder / "config"
    for name in ("log4j2.properties", "jvm.options"):
        shutil.copyfile(home / "config" / name, config / name)
    (config / "elasticsearch.yml").write_text(elasticsearch_yml(plan))
    if plan.password:
        _keep_password(plan.password, home, environment)
    hand_over(account, plan.folder)


def _keep_password(password: str, home: Path, environment: dict[str, str]) -> None:
    """Put the superuser's first password into the node's keystore, which is made when it is missing."""
    # The tool takes seconds, so it runs once for a password; what is remembered of that tells nothing of it.
    kept = Path(environment["ES_PATH_CONF"]) / "password.sha256"
    digest = hashlib.sha256(password.encode()).hexdigest()
    if kept.exists() and kept.read_text() == digest:
        return
    if not (Path(environment["ES_PATH_CONF"]) / "elasticsearch.keystore").exists():
        _keystore(["create"], "", home, environment)
    _keystore(["add", "--stdin", "--force", "bootstrap.password"], password, home, environment)
    kept.write_text(digest)


def _keystore(arguments: list[str], told: str, home: Path, environment: dict[str, str]) -> None:
    tool = ["-Dcli.script=bin/elasticsearch-keystore", "-Dcli.libs=lib/tools/keystore-cli", "-Dcli.name="]
    options = [*tool, f"-Des.path.home={home}", f"-Des.path.conf={environment['ES_PATH_CONF']}"]
    options += ["-Des.distribution.type=tar", "-cp", f"{home}/lib/*:{home}/lib/cli-launcher/*", TOOL_LAUNCHER]
    java = f"{environment['JAVA_HOME']}/bin/java"
    done = subprocess.run(  # noqa: S603
        [java, *options, *arguments], input=told, capture_output=True, text=True, env=environment, cwd=home
    )
    if done.returncode:
        reason = (done.stderr or done.stdout).strip().splitlines() or ["no reason given"]
        raise StackTrouble(f"Elasticsearch's keystore tool failed: {reason[-1]}")
