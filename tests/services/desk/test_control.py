"""The control room: who gets in, and what sending dead letters again takes."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from desk_reader import Reader
from httpx import Response
from kafka.errors import KafkaTimeoutError

from contracts.audit import Audit
from contracts.dead_letter import DeadLetter
from queues.dead import Sent
from queues.letters import Brief
from queues.pace import Pace
from services.desk.control.room import Kafka, Room
from services.desk.control.sign_in import SignIn, read_users
from services.desk.control.site import COOKIE, make_control
from services.desk.limit import Buckets

PASSWORD = "correct horse battery"


def letter(offset: int, reason: str = "mapping") -> DeadLetter:
    return DeadLetter(
        topic="masar.articles",
        partition=0,
        offset=offset,
        key=None,
        value=b"",
        step="index",
        reason=reason,
        error="<script>alert(1)</script>",
        at=datetime(2026, 1, 1, tzinfo=UTC),
    )


class FakeKafka:
    """Holds letters, and takes those that are sent again until it breaks."""

    def __init__(self) -> None:
        self.letters = [letter(1), letter(2), letter(3, "other")]
        self.sent: list[str] = []
        self.acts: list[Audit] = []
        self.breaks_after = 99

    def waiting(self) -> list[Brief]:
        return [msgspec.json.decode(msgspec.json.encode(each), type=Brief) for each in self.letters]

    def whole(self, briefs: Sequence[Brief]) -> Iterator[DeadLetter]:
        wanted = {each.id for each in briefs}
        return (each for each in self.letters if each.id in wanted)

    def paces(self) -> list[Pace]:
        return [Pace(topic="masar.pages", records=7, lag=3, behind=12.0, last=1_700_000_000.0, rate=0.5)]

    def replay(self, letters: Sequence[Brief], by: str) -> Iterator[Sent]:
        for each in letters:
            if len(self.sent) >= self.breaks_after:
                raise KafkaTimeoutError("no broker")
            self.sent.append(each.id)
            told = {"letter": each.id, "reason": each.reason, "by": by, "at": each.at, "sent": "masar.articles/0/9"}
            act = Audit(act="replayed", **told)
            self.acts.insert(0, act)
            yield Sent(each.id, each.topic, 0, 9)


class Operator:
    """A browser with its cookie, and the forms of the page that it last saw."""

    def __init__(self, folder: Path) -> None:
        (folder / "users").write_text(f"# who\nmuna:{PASSWORD}\n")
        self.kafka = FakeKafka()
        fake = self.kafka
        room = Room(Kafka(fake.paces, fake.waiting, fake.whole, fake.replay, lambda: fake.acts))
        self.users = folder / "users"
        site = make_control(room, SignIn(self.users, 3600), Buckets(1000, 1000), Buckets(0.001, 3), secure=True)
        self._reader = Reader(site, "http://control.test/")
        self.cookie = ""
        self.seen = ""

    def get(self, path: str) -> Response:
        return self._keep(self._reader.get(path, headers=self._headers()))

    def post(self, path: str, **form: str) -> Response:
        answer = self._reader.request("POST", path, data=form, headers=self._headers(), follow_redirects=False)
        return self._keep(answer)

    def sign_in(self, password: str = PASSWORD) -> Response:
        answer = self.post("en/in", user="muna", password=password)
        self.cookie = answer.headers.get("set-cookie", "").partition(";")[0]
        return answer

    def field(self, name: str) -> str:
        return re.findall(f'name="{name}" value="([^"]*)"', self.seen)[-1]

    def _headers(self) -> dict[str, str]:
        return {"cookie": self.cookie} if self.cookie else {}

    def _keep(self, answer: Response) -> Response:
        self.seen = answer.text
        return answer


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    return Operator(tmp_path)


@pytest.mark.parametrize("path", ["en", "en/dead", "en/audit", "ar"])
def test_nobody_sees_anything_without_signing_in(operator: Operator, path: str) -> None:
    assert 'type="password"' in operator.get(path).text
    assert "masar.pages" not in operator.seen
    assert "mapping" not in operator.seen


def test_nobody_does_anything_without_signing_in(operator: Operator) -> None:
    for path in ("en/dead/try", "en/dead/replay"):
        assert operator.post(path, topic="masar.articles", reason="mapping").status_code == 401
    assert operator.kafka.sent == []
    assert operator.kafka.acts == []


def test_a_wrong_password_gets_nobody_in_and_tries_are_few(operator: Operator) -> None:
    statuses = [operator.sign_in("wrong").status_code for _ in range(4)]
    assert statuses == [403, 403, 403, 429]
    assert operator.cookie == ""


def test_the_cookie_is_no_scripts_and_no_other_sites(operator: Operator) -> None:
    cookie = operator.sign_in().headers["set-cookie"].lower()
    assert cookie.startswith(COOKIE)
    assert all(part in cookie for part in ("httponly", "samesite=strict", "secure"))


def test_topics_are_shown_with_lag_age_and_rate(operator: Operator) -> None:
    operator.sign_in()
    page = operator.get("en").text
    assert all(part in page for part in ("masar.pages", "14 November 2023", "<td>12</td>", "<td>0.5</td>"))


def test_letters_are_tried_out_and_then_sent_each_with_its_lines(operator: Operator) -> None:
    operator.sign_in()
    assert "mapping" in operator.get("en/dead").text
    tried = operator.post("en/dead/try", topic="masar.articles", reason="mapping", form=operator.field("form"))
    assert "2 records would be sent into masar.articles again" in tried.text
    assert "<script>alert" not in tried.text
    assert operator.kafka.sent == []
    mark, form = operator.field("mark"), operator.field("form")
    sent = operator.post("en/dead/replay", topic="masar.articles", reason="mapping", mark=mark, form=form)
    assert "2 records were sent" in sent.text
    assert operator.kafka.sent == ["masar.articles/0/1", "masar.articles/0/2"]
    done = [(act.by, act.act, act.letter[-1]) for act in reversed(operator.kafka.acts)]
    assert done == [("muna@control", "replayed", "1"), ("muna@control", "replayed", "2")]
    page = operator.get("en/audit").text
    assert "sent again" in page
    assert "muna@control" in page


def test_nothing_is_sent_without_a_dry_run_or_after_the_letters_changed(operator: Operator) -> None:
    operator.sign_in()
    operator.get("en/dead")
    form = operator.field("form")
    asked = {"topic": "masar.articles", "reason": "mapping", "form": form}
    assert operator.post("en/dead/replay", **asked).status_code == 409
    operator.post("en/dead/try", **asked)
    mark = operator.field("mark")
    operator.kafka.letters.append(letter(9))
    assert operator.post("en/dead/replay", mark=mark, **asked).status_code == 409
    assert operator.kafka.sent == []


def test_another_sites_form_does_nothing(operator: Operator) -> None:
    operator.sign_in()
    answer = operator.post("en/dead/try", topic="masar.articles", reason="mapping", form="guessed")
    assert answer.status_code == 403
    assert operator.kafka.acts == []


def test_a_kafka_that_breaks_is_told_with_what_went(operator: Operator) -> None:
    operator.sign_in()
    operator.get("en/dead")
    asked = {"topic": "masar.articles", "reason": "mapping", "form": operator.field("form")}
    operator.post("en/dead/try", **asked)
    operator.kafka.breaks_after = 1
    told = operator.post("en/dead/replay", mark=operator.field("mark"), **asked).text
    assert "Kafka took 1 records and then no more" in told
    assert [act.letter[-1] for act in operator.kafka.acts] == ["1"]


def test_whoever_is_taken_out_of_the_file_is_out(operator: Operator) -> None:
    operator.sign_in()
    assert "masar.pages" in operator.get("en").text
    operator.users.write_text("other:another long password\n")
    assert "masar.pages" not in operator.get("en").text


def test_a_line_that_is_no_user_is_named(tmp_path: Path) -> None:
    (tmp_path / "users").write_text("muna:short\n")
    with pytest.raises(ValueError, match="line 1: write name:password"):
        read_users(tmp_path / "users")
