"""The processes of `masar run`: press, services and rooms, started in order and stopped in order."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from deploy.local.keys import Role
from operations.follow import Follower
from operations.press import open_press
from operations.rooms import start_rooms
from operations.screen import Screen
from operations.services import FLOW, SERVICES, Service, start_services
from operations.settings import OperationsSettings
from operations.stack import Brokers
from operations.whereabouts import tell_services
from queues.look import TopicsLook


class RunOptions(Struct, frozen=True):
    """`once`: end when every page is at its end. `live`: the dossier's real outlets."""

    once: bool = False
    live: bool = False
    json: bool = False


class Pipeline(Struct, frozen=True):
    """What is running, and where."""

    brokers: Brokers
    services: list[Service]
    follower: Follower
    look: TopicsLook
    where: dict[str, str]


@contextmanager
def open_pipeline(
    options: RunOptions, settings: OperationsSettings, brokers: Brokers, folder: Path, screen: Screen
) -> Iterator[Pipeline]:
    """Start the services, and the press unless real outlets are crawled; stop them in the flow's order at the end."""
    logs = folder / "logs"
    environment = {
        "MASAR_KAFKA": brokers.kafka,
        "MASAR_ELASTICSEARCH": brokers.elasticsearch,
        "MASAR_CRAWLER_ARCHIVE": str(folder / "archive"),
        "MASAR_PARSER_DATA": str(folder / "parser"),
    }
    where = {
        "Kafka": brokers.kafka,
        "Elasticsearch": brokers.elasticsearch,
        "data": str(folder),
        "logs": str(logs),
        **({"keys": f"{brokers.keys} (only you can read them)"} if brokers.keys else {}),
        "archive": f"{folder / 'archive'} (every page as fetched, WARC)",
    }
    press = press_folder(options, folder)
    if press is None:
        with _started(brokers, environment, logs, where, screen, settings, not options.once) as pipeline:
            yield pipeline
        return
    with open_press(press, settings.press_port, logs) as outlets:
        environment |= {"MASAR_OUTLETS": str(outlets), "MASAR_CRAWLER_ALLOW_LOOPBACK": "true"}
        where["press"] = f"invented outlets on 127.0.0.11 and on, see {outlets}"
        with _started(brokers, environment, logs, where, screen, settings, not options.once) as pipeline:
            yield pipeline


@contextmanager
def _started(
    brokers: Brokers,
    environment: dict[str, str],
    logs: Path,
    where: dict[str, str],
    screen: Screen,
    settings: OperationsSettings,
    readable: bool,
) -> Iterator[Pipeline]:
    login = settings.kafka_login
    services = start_services(environment, logs, {name: _key(brokers, name) for name in ("indexer", "watch")}, SERVICES)
    if readable:
        rooms = start_rooms(environment, logs, _key(brokers, "desk"))
        services.extend(rooms.services)
        where.update(rooms.where)
    follower, look = Follower(brokers.kafka, login), TopicsLook(brokers.kafka, login)
    follower.start()
    for service in services:
        where[service.name] = f"http://127.0.0.1:{service.port}/metrics  /livez  /readyz"
    tell_services(logs.parent, {each.name: f"http://127.0.0.1:{each.port}" for each in services})
    screen.tell(where)
    try:
        yield Pipeline(brokers, services, follower, look, where)
    finally:
        # In the flow's order, that nothing is left between two of them; who only looks on need not wait for its turn.
        for service in services:
            if service.name not in FLOW:
                service.child.ask_to_stop()
        for service in services:
            service.child.stop()
        follower.stop()
        look.close()


def _key(brokers: Brokers, role: Role) -> dict[str, str]:
    """The variable that gives a service the key of a role, where the keys are ours."""
    file = brokers.key_file(role)
    return {"MASAR_ELASTICSEARCH_API_KEY_FILE": str(file)} if file else {}


def press_folder(options: RunOptions, folder: Path) -> Path | None:
    """The folder of the demonstration press, null where the real outlets are crawled."""
    return None if options.live else folder / "demonstration"
