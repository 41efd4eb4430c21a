"""Saved searches: each receiver is told once, and again only of what it did not take."""

from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from mail_server import Mailbox, certificate, mail_server
from pydantic import SecretStr

from operations.mail import mail_server as connecting
from operations.saved import Looked, Memory, News, NotTaken, Receiver, Saved, feed_of, look, read_saved
from operations.settings import OperationsSettings
from operations.tell import Teller

ADDRESS = "http://desk.example/ar/dushanbe/search?q=%D8%A3&phase=kuwait-2024"
HOOK = "http://hook.example/services/T0/secret-part"
SEARCH = Saved(name="حدود", address=ADDRESS, mail=("muna@example.org", "omar@example.org"), webhook=HOOK)
HOOKED = msgspec.structs.replace(SEARCH, mail=())
PASSWORD = "a password that no log holds"
A_PAGE = 50


class Room:
    """A reading room whose feed has these articles, the newest first, and a webhook that answers as it is told."""

    def __init__(self, *ids: str) -> None:
        self.ids = list(ids)
        self.hooked: list[dict[str, Any]] = []
        self.keys: list[str] = []
        # What the webhook answers, in turn; then 204. An exception stands for a line that breaks.
        self.answers: list[httpx.Response | Exception] = []
        self.client = httpx.Client(transport=httpx.MockTransport(self._answer))

    def _answer(self, request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            self.keys.append(request.headers["idempotency-key"])
            answer = self.answers.pop(0) if self.answers else httpx.Response(204)
            if isinstance(answer, Exception):
                raise answer
            if answer.is_success:
                self.hooked.append(msgspec.json.decode(request.content))
            return answer
        assert request.url.path == "/ar/dushanbe/export.atom"
        assert request.url.params["phase"] == "kuwait-2024"
        start = int(request.url.params.get("start", 0))
        entries = "".join(
            f"<entry><id>{each}</id><title>عنوان {each}</title><updated>2026-01-01T00:00:00Z</updated>"
            f"<author><name>كونا</name></author><link rel='alternate' href='http://desk.example/{each}'/></entry>"
            for each in self.ids[start : start + A_PAGE]
        )
        further = request.url.copy_merge_params({"start": start + A_PAGE})
        after = f"<link rel='next' href='{str(further).replace('&', '&amp;')}'/>" if self.ids[start + A_PAGE :] else ""
        return httpx.Response(200, text=f"<feed xmlns='http://www.w3.org/2005/Atom'>{after}{entries}</feed>")

    def told(self) -> list[list[str]]:
        """The articles of each call of the webhook."""
        return [[each["id"] for each in call["articles"]] for call in self.hooked]


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "told.json")


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return certificate(tmp_path_factory.mktemp("tls"))


def settings(box: Mailbox, **more: Any) -> OperationsSettings:
    return OperationsSettings(smtp=f"127.0.0.1:{box.port}", smtp_from="masar@example.org", **more)


def teller(room: Room, named: OperationsSettings | None = None) -> Teller:
    connect = connecting(named) if named else None
    return Teller(room.client, connect, "masar@example.org", sleep=lambda seconds: None)


def test_the_first_look_tells_nobody_and_later_ones_what_is_new_once(memory: Memory, tmp_path: Path) -> None:
    room = Room("a", "b")
    assert look(room.client, HOOKED, memory, teller(room).tell) == Looked(None, ())
    room.ids.insert(0, "c")
    assert look(room.client, HOOKED, memory, teller(room).tell).new == 1
    assert look(room.client, HOOKED, Memory(tmp_path / "told.json"), teller(room).tell).new == 0
    assert room.told() == [["c"]]
    assert "secret-part" not in (tmp_path / "told.json").read_text()


def test_a_receiver_that_is_down_holds_up_no_other_and_gets_all_of_it_later(memory: Memory) -> None:
    room = Room("a")
    with mail_server() as box:
        tell = teller(room, settings(box)).tell
        look(room.client, SEARCH, memory, tell)
        box.refuses = {"omar@example.org"}
        room.ids.insert(0, "b")
        room.answers = [httpx.Response(503)] * 3
        looked = look(room.client, SEARCH, memory, tell)
        assert [why.partition(":")[0] for why in looked.failed] == ["webhook at hook.example", "omar@example.org"]
        assert (box.to, room.told()) == (["muna@example.org"], [])
        box.refuses = set()
        room.ids.insert(0, "c")
        assert look(room.client, SEARCH, memory, tell).failed == ()
        assert look(room.client, SEARCH, memory, tell).new == 0
    assert room.told() == [["c", "b"]]
    assert box.to == ["muna@example.org", "muna@example.org", "omar@example.org"]
    subjects = [mail["Subject"] for _, mail, _ in box.taken]
    assert subjects == ["مسار: حدود (1)", "مسار: حدود (1)", "مسار: حدود (2)"]
    assert "عنوان c\nكونا\nhttp://desk.example/c" in box.taken[-1][1].get_content().replace("\r\n", "\n")
    assert all(mail["To"] == to for to, mail, _ in box.taken)


def test_a_server_that_is_not_there_is_named_and_nothing_is_lost(memory: Memory) -> None:
    room, mailed = Room("a"), msgspec.structs.replace(SEARCH, webhook=None)
    with mail_server() as gone:
        pass
    look(room.client, mailed, memory, teller(room, settings(gone)).tell)
    room.ids.insert(0, "b")
    looked = look(room.client, mailed, memory, teller(room, settings(gone)).tell)
    assert [why.partition(":")[0] for why in looked.failed] == list(SEARCH.mail)
    with mail_server() as box:
        assert look(room.client, mailed, memory, teller(room, settings(box)).tell) == Looked(1, ())
    assert box.to == list(SEARCH.mail)


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_login_goes_over_tls_and_the_password_comes_from_a_file(
    memory: Memory, tls: tuple[Path, Path], tmp_path: Path, security: str
) -> None:
    (tmp_path / "password").write_text(f"{PASSWORD}\n")
    room, mailed = Room("a"), msgspec.structs.replace(SEARCH, webhook=None)
    with mail_server(("muna", PASSWORD), tls, at_once=security == "tls") as box:
        named = settings(
            box,
            smtp_security=security,
            smtp_user="muna",
            smtp_password_file=tmp_path / "password",
            smtp_ca_file=tls[0],
        )
        look(room.client, mailed, memory, teller(room, named).tell)
        room.ids.insert(0, "b")
        assert look(room.client, mailed, memory, teller(room, named).tell) == Looked(1, ())
    assert [(to, secret) for to, _, secret in box.taken] == [(to, True) for to in SEARCH.mail]
    assert PASSWORD not in repr(named)


def test_a_wrong_password_is_said_and_not_shown(memory: Memory, tls: tuple[Path, Path]) -> None:
    with mail_server(("muna", PASSWORD), tls) as box:
        wrong = SecretStr("another password")
        named = settings(box, smtp_security="starttls", smtp_user="muna", smtp_password=wrong, smtp_ca_file=tls[0])
        news = News(SEARCH, Receiver("mail", "muna@example.org"), (), False)
        with pytest.raises(NotTaken, match="535") as told:
            teller(Room(), named).tell(news)
        assert "another password" not in str(told.value)
        assert box.taken == []


def test_a_server_whose_certificate_nobody_vouches_for_gets_no_password(tls: tuple[Path, Path]) -> None:
    with mail_server(("muna", PASSWORD), tls) as box:
        named = settings(box, smtp_security="starttls", smtp_user="muna", smtp_password=SecretStr(PASSWORD))
        with pytest.raises(NotTaken, match="certificate verify failed"):
            teller(Room(), named).tell(News(SEARCH, Receiver("mail", "muna@example.org"), (), False))
    assert "AUTH" not in box.lines


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"smtp_user": "muna"}, "go together"),
        ({"smtp_user": "muna", "smtp_password": SecretStr("x")}, "over no open line"),
    ],
)
def test_settings_that_would_give_the_password_away_are_refused(more: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        connecting(OperationsSettings(smtp="mail.example:25", **more))


def test_news_that_is_sent_twice_can_be_known_by_its_id(memory: Memory) -> None:
    """The line broke after the news was taken and before the answer came."""
    room, mailed = Room("a"), msgspec.structs.replace(SEARCH, webhook=None, mail=("muna@example.org",))
    with mail_server() as box:
        tell = teller(room, settings(box)).tell
        look(room.client, mailed, memory, tell)
        room.ids.insert(0, "b")
        box.hangs_up_after_data = True
        assert look(room.client, mailed, memory, tell).failed
        box.hangs_up_after_data = False
        assert not look(room.client, mailed, memory, tell).failed
    first, second = (mail["Message-ID"] for _, mail, _ in box.taken)
    assert first == second


def test_a_webhook_is_tried_again_under_one_key(memory: Memory) -> None:
    room = Room("a")
    look(room.client, HOOKED, memory, teller(room).tell)
    room.ids.insert(0, "b")
    room.answers = [httpx.ReadTimeout("too slow"), httpx.Response(429, headers={"retry-after": "2"})]
    waited: list[float] = []
    assert look(room.client, HOOKED, memory, Teller(room.client, None, "", waited.append).tell) == Looked(1, ())
    assert (len(room.keys), len(set(room.keys)), waited) == (3, 1, [1.0, 4.0])
    assert room.told() == [["b"]]


@pytest.mark.parametrize("answer", [httpx.Response(404), httpx.Response(503, headers={"retry-after": "3600"})])
def test_a_webhook_that_will_not_have_it_is_asked_once_a_look_and_its_secret_address_is_not_said(
    memory: Memory, answer: httpx.Response
) -> None:
    room = Room("a")
    look(room.client, HOOKED, memory, teller(room).tell)
    room.ids.insert(0, "b")
    room.answers = [answer]
    (why,) = look(room.client, HOOKED, memory, teller(room).tell).failed
    assert why == f"webhook at hook.example: answered {answer.status_code}"
    assert len(room.keys) == 1
    assert look(room.client, HOOKED, memory, teller(room).tell).new == 1


def test_more_than_a_page_of_the_feed_is_told_whole(memory: Memory) -> None:
    room = Room("a")
    look(room.client, HOOKED, memory, teller(room).tell)
    room.ids = [*(f"n{number}" for number in range(130)), "a"]
    assert look(room.client, HOOKED, memory, teller(room).tell).new == 130
    assert (len(room.told()[0]), room.hooked[0]["more"]) == (130, False)


def test_a_receiver_that_is_named_later_is_told_from_then_on(memory: Memory) -> None:
    room = Room("a")
    alone = msgspec.structs.replace(SEARCH, mail=())
    look(room.client, alone, memory, teller(room).tell)
    with mail_server() as box:
        tell = teller(room, settings(box)).tell
        room.ids.insert(0, "b")
        look(room.client, SEARCH, memory, tell)
        assert (room.told(), box.to) == ([["b"]], [])
        room.ids.insert(0, "c")
        look(room.client, SEARCH, memory, tell)
        assert box.to == list(SEARCH.mail)


def test_what_an_earlier_version_remembered_still_holds(tmp_path: Path) -> None:
    file = tmp_path / "told.json"
    file.write_bytes(msgspec.json.encode({f"{SEARCH.name} {SEARCH.address}": ["a"]}))
    room = Room("b", "a")
    assert look(room.client, HOOKED, Memory(file), teller(room).tell).new == 1
    assert room.told() == [["b"]]


def test_a_search_that_asks_for_mail_without_a_server_is_named() -> None:
    with pytest.raises(ValueError, match="حدود asks for mail: set MASAR_SMTP"):
        teller(Room()).tell(News(SEARCH, Receiver("mail", "muna@example.org"), (), False))


def test_the_feed_has_the_same_question() -> None:
    assert feed_of(ADDRESS) == ADDRESS.replace("/search?", "/export.atom?")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[search]]\nname = "x"\naddress = "http://a/ar/d/actors"\nmail = ["a@b"]', "is no search"),
        ('[[search]]\nname = "x"\naddress = "http://a/ar/d/search"', "name whom to tell"),
        ('[[search]]\nname = "x"\nadress = "y"', "adress"),
    ],
)
def test_a_file_that_does_not_hold_is_named_with_the_remedy(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "searches.toml"
    file.write_text(text)
    with pytest.raises(ValueError, match=told):
        read_saved(file)
