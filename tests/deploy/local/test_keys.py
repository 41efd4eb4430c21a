import stat
from pathlib import Path
from typing import get_args

import httpx

from contracts.indexes import articles_of, index_of, writer_of
from deploy.local.elasticsearch import SUPERUSER
from deploy.local.kafka import Node, server_properties
from deploy.local.kafka_guard import ADMIN, jaas, keep_jaas
from deploy.local.keys import Role, _once_there, role_of, superuser_password
from deploy.local.secret import kept_secret


def test_a_secret_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    first = superuser_password(folder)
    assert superuser_password(folder) == first
    assert len(first) >= 32
    assert SUPERUSER not in first
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()] == [0o600]
    assert kept_secret(folder / "another") != first


def test_readers_are_granted_every_followed_dossier_by_name_and_no_pattern() -> None:
    reader = role_of("reader", ["dushanbe", "water"])
    names = {name for grant in reader["indices"] for name in grant["names"]}
    own = {articles_of("dushanbe"), articles_of("water")}
    assert names == {"masar-articles", "masar-ledger", "masar-versions", "masar-completeness"} | own
    assert index_of("dushanbe", 2) not in names
    assert {privilege for grant in reader["indices"] for privilege in grant["privileges"]} == {"read"}


def test_the_reading_room_may_do_what_readers_may_and_only_search_what_lies_behind() -> None:
    reader, desk = role_of("reader", ["dushanbe"]), role_of("desk", ["dushanbe"])
    more = [grant for grant in desk["indices"] if grant not in reader["indices"]]
    assert [grant for grant in reader["indices"] if grant not in desk["indices"]] == []
    assert more == [{"names": ["masar-articles-dushanbe-v*"], "privileges": ["indices:data/read/search"]}]


def test_the_indexer_is_granted_the_aliases_that_it_writes_through() -> None:
    names = {name for grant in role_of("indexer", ["dushanbe"])["indices"] for name in grant["names"]}
    assert names == {writer_of("*"), "masar-ledger", "masar-versions"}


def test_no_role_may_touch_security_or_what_is_not_masars() -> None:
    for role in get_args(Role):
        described = role_of(role, ["dushanbe"])
        assert not [each for each in described["cluster"] if each in ("all", "manage", "manage_security")]
        assert all(name.startswith("masar-") for grant in described["indices"] for name in grant["names"])


def test_a_guarded_kafka_lets_nobody_in_unasked_on_any_listener(tmp_path: Path) -> None:
    node = Node(1, 9092, 9093, tmp_path)
    settings = dict(line.split("=", 1) for line in server_properties(node, [node], guarded=True).splitlines())
    assert "PLAINTEXT" not in settings["listener.security.protocol.map"].replace("SASL_PLAINTEXT", "")
    assert settings["super.users"] == f"User:{ADMIN}"
    assert "allow.everyone.if.no.acl.found" not in settings
    assert "secret" not in "".join(settings.values())


def test_the_brokers_file_of_logins_is_for_its_account_alone(tmp_path: Path) -> None:
    file = keep_jaas(tmp_path, "of-a-test")
    assert file.read_text() == jaas("of-a-test")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert keep_jaas(tmp_path, "another").read_text() == jaas("another")


def test_keys_wait_for_an_index_of_keys_that_is_not_there_yet() -> None:
    answers = [httpx.Response(503), httpx.Response(503), httpx.Response(200)]
    assert _once_there(lambda: answers.pop(0)).status_code == 200
    assert answers == []
    assert _once_there(lambda: httpx.Response(503), patience=0.5).status_code == 503
