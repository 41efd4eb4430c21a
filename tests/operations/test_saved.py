"""Saved searches: told once, to whom they name, and again only where it was not taken."""

from email.message import EmailMessage
from pathlib import Path

import httpx
import msgspec
import pytest

from operations.saved import Memory, News, Saved, feed_of, look, read_saved
from operations.tell import Teller

ADDRESS = "http://desk.example/ar/dushanbe/search?q=%D8%A3&phase=kuwait-2024"
SEARCH = Saved(name="حدود", address=ADDRESS, mail=("muna@example.org",), webhook="http://hook.example/x")


class Room:
    """A reading room whose feed has these articles, and a webhook that takes what comes unless it is broken."""

    def __init__(self, *ids: str) -> None:
        self.ids = list(ids)
        self.hooked: list[dict] = []
        self.broken = False
        self.client = httpx.Client(transport=httpx.MockTransport(self._answer))

    def _answer(self, request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            if self.broken:
                return httpx.Response(500)
            self.hooked.append(msgspec.json.decode(request.content))
            return httpx.Response(204)
        assert request.url.path == "/ar/dushanbe/export.atom"
        assert request.url.params["phase"] == "kuwait-2024"
        entries = "".join(
            f"<entry><id>{each}</id><title>عنوان {each}</title><updated>2026-01-01T00:00:00Z</updated>"
            f"<author><name>كونا</name></author><link rel='alternate' href='http://desk.example/{each}'/></entry>"
            for each in self.ids
        )
        return httpx.Response(200, text=f"<feed xmlns='http://www.w3.org/2005/Atom'>{entries}</feed>")


class FakeServer:
    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    def __enter__(self) -> "FakeServer":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def send_message(self, mail: EmailMessage) -> None:
        self.mails.append(mail)


def test_the_first_look_tells_nobody_and_later_ones_what_is_new_once(tmp_path: Path) -> None:
    room, told = Room("a", "b"), []
    memory = Memory(tmp_path / "told.json")
    assert look(room.client, SEARCH, memory, told.append) is None
    room.ids.insert(0, "c")
    assert look(room.client, SEARCH, memory, told.append) == 1
    assert look(room.client, SEARCH, Memory(tmp_path / "told.json"), told.append) == 0
    assert [[each.id for each in news.found] for news in told] == [["c"]]


def test_what_was_not_taken_is_told_again(tmp_path: Path) -> None:
    room, server = Room("a"), FakeServer()
    teller = Teller(room.client, lambda: server, "masar@example.org")
    memory = Memory(tmp_path / "told.json")
    look(room.client, SEARCH, memory, teller.tell)
    room.ids.insert(0, "b")
    room.broken = True
    with pytest.raises(httpx.HTTPStatusError):
        look(room.client, SEARCH, memory, teller.tell)
    room.broken = False
    assert look(room.client, SEARCH, memory, teller.tell) == 1
    assert [each["id"] for each in room.hooked[0]["articles"]] == ["b"]
    (mail,) = server.mails
    assert mail["To"] == "muna@example.org"
    assert "حدود (1)" in mail["Subject"]
    assert "عنوان b\nكونا\nhttp://desk.example/b" in mail.get_content()


def test_a_search_that_asks_for_mail_without_a_server_is_named() -> None:
    teller = Teller(Room().client, None, "x@example.org")
    with pytest.raises(ValueError, match="حدود asks for mail: set MASAR_SMTP"):
        teller.tell(News(msgspec.structs.replace(SEARCH, webhook=None), (), False))


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
