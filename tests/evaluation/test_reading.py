"""What `make eval` tells is true: verdicts, goals, readers in processes of their own, the race and the stages."""

import base64
import gzip
import json
import sys
from pathlib import Path
from typing import Any

import pytest

import services.parser.parse
from evaluation.reading.aeb import benchmark, race, read_pages
from evaluation.reading.charsets import OURS as OURS_CHARSET
from evaluation.reading.charsets import Sample, is_right, report_charsets
from evaluation.reading.gold import Gold, read_styles
from evaluation.reading.measured import Answered, Missing, measured
from evaluation.reading.ours import DOSSIERS, fetched
from evaluation.reading.pages import judge, report_pages
from evaluation.reading.report import Goal, Report, exit_code, show
from evaluation.reading.stages import stages_of
from services.parser.knowledge import load_knowledge

SHARED = Path(__file__).parents[3] / "shared"
NOWHERE = Path("no-such-folder/bin/python")
needs_shared = pytest.mark.skipif(not (SHARED / "eval").exists(), reason="../shared/eval is absent")

FIRST = "بدأت في المدينة صباح الأحد أعمال الدورة الثانية لمنتدى الأنهار بمشاركة خبراء من عشرين بلدا."
LAST = "ويختتم المنتدى أعماله الثلاثاء بإعلان مشترك عن تقاسم المياه وحماية ضفاف الأنهار."
OTHER = "شاهد أيضا صور المعرض"
PAGE = f"""<html lang="ar"><head><title>منتدى الأنهار - الصحيفة</title></head><body><nav><a href="/">{OTHER}</a></nav>
<article><h1>منتدى الأنهار</h1><div class="date">3 مارس 2024</div><p>{FIRST}</p><p>{LAST}</p></article></body></html>"""
GOLD = Gold(
    "rivers", "https://a.example/1", PAGE, "ar", "منتدى الأنهار", "2024-03-03", ("",), FIRST, LAST, (OTHER,), None
)


class Fake:
    """A reader that always answers alike, at a cost of its own."""

    version = "1"

    def __init__(self, name: str, text: str | None, cpu: float) -> None:
        self.name = name
        self._answered = Answered({"text": text}, None, cpu) if text else Answered(None, "ValueError: no", cpu)

    def ask(self, line: bytes) -> Answered:
        return self._answered


def wrong(said: dict[str, str | None]) -> list[str]:
    return [verdict.column for verdict in judge(GOLD, said) if not verdict.right]


def test_everything_right_has_no_fault() -> None:
    said = {"text": f"{FIRST}\n{LAST}", "title": "منتدى  الأنهار", "date": "2024-03-03T10:00", "byline": None}
    assert wrong(said) == []
    assert len(list(judge(GOLD, said))) == 6


def test_each_fault_is_named() -> None:
    assert wrong({"text": FIRST}) == ["anchors"]
    assert wrong({"text": f"{FIRST}\n{LAST}\n{OTHER}"}) == ["must be absent"]
    assert wrong({"title": "منتدى الأنهار - الصحيفة"}) == ["title"]
    assert wrong({"date": "2024-03-04"}) == ["date"]
    assert wrong({"date": None}) == ["date"]
    assert wrong({"byline": "الصحيفة"}) == ["byline"]


def test_a_reader_is_not_judged_on_what_it_never_tells() -> None:
    assert list(judge(GOLD, {})) == []


def test_pages_of_our_own_writing_are_read_with_what_is_meant(tmp_path: Path) -> None:
    (tmp_path / "rivers.html").write_text(PAGE, "utf-8")
    meant = f'[meant]\ntitle = "منتدى الأنهار"\npublished = {{at = "2024-03-03"}}\nparagraphs = ["{FIRST}", "{LAST}"]\n'
    head = 'url = "https://a.example/1"\nfetched_at = 2024-03-03T12:00:00Z\n'
    (tmp_path / "rivers.toml").write_text(head + meant, "utf-8")
    (tmp_path / "shell.toml").write_text(head + '[meant]\noutcome = "no_text, script_shell"\n', "utf-8")
    (tmp_path / "shell.html").write_text("<html></html>", "utf-8")
    (rivers,) = read_styles(tmp_path)
    assert (rivers.title, rivers.date, rivers.bylines) == ("منتدى الأنهار", "2024-03-03", ("",))
    assert (rivers.first, rivers.last, rivers.fetched_at) == (FIRST, LAST, "2024-03-03T12:00:00+00:00")


def test_charsets_are_judged_by_the_text_that_they_give() -> None:
    sample = Sample("a", "windows-1256", "windows-1256", FIRST.encode("windows-1256"))
    assert is_right(sample, "cp1256")
    assert not is_right(sample, "iso-8859-6")
    assert not is_right(sample, "no such charset")
    assert not is_right(sample, None)


def test_the_exit_code_tells_missed_from_not_measured() -> None:
    met, missed, unknown = Goal("a", "1", True), Goal("b", "2", False), Goal("c", "–", None)
    assert exit_code([Report("x", [], [met])]) == 0
    assert exit_code([Report("x", [], [met]), Report("y", [], [unknown])]) == 2
    assert exit_code([Report("x", [], [unknown]), Report("y", [], [missed])]) == 1


def test_a_report_is_shown_to_people_and_to_programs(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report(
        "speed", [{"reader": "one", "f1": 0.98765, "ratio": None}], [Goal("fast", "3", False)], ["a [note]"]
    )
    show(report, as_json=False)
    people = capsys.readouterr().out
    assert "0.988" in people
    assert "goal missed: fast: 3" in people
    assert "a [note]" in people
    show(report, as_json=True)
    assert json.loads(capsys.readouterr().out)["goals"] == [{"name": "fast", "figure": "3", "met": False}]


def test_a_reader_answers_from_a_process_of_its_own() -> None:
    with measured("masar text") as reader:
        answered = reader.ask({"html": PAGE, "url": GOLD.url})
        assert (answered.get("text") or "").splitlines() == [FIRST, LAST]
        assert answered.cpu > 0
        failed = reader.ask({"no": "html"})
        assert (failed.answer, failed.error) == (None, "KeyError: 'html'")
        assert reader.ask({"html": PAGE, "url": GOLD.url}).error is None


def test_a_reader_that_is_not_there_is_named() -> None:
    with pytest.raises(Missing, match="chardet: there is no no-such-folder"), measured("chardet", NOWHERE):
        pass


def test_a_peer_answers_in_the_same_form() -> None:
    body = base64.b64encode(f"{FIRST} {LAST}".encode("windows-1256")).decode()
    with measured("charset-normalizer", Path(sys.executable)) as reader:
        assert reader.ask({"body_base64": body}).get("charset") == "cp1256"


def test_a_peer_that_is_not_installed_is_named() -> None:
    with pytest.raises(Missing, match="jusText: No module named"), measured("jusText", Path(sys.executable)):
        pass


def test_the_race_counts_every_round_of_every_reader() -> None:
    slow, fast = Fake("slow", "…", 2.0), Fake("fast", "…", 0.5)
    spent = race([slow, fast], [b"page"] * 45, rounds=2)  # type: ignore[list-item]
    assert spent == {"slow": [90.0, 90.0], "fast": [22.5, 22.5]}


def test_the_benchmark_is_judged_by_its_own_evaluator(tmp_path: Path) -> None:
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "one.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    (tmp_path / "ground-truth.json").write_text(json.dumps({"one": {"articleBody": FIRST, "url": GOLD.url}}))
    (tmp_path / "evaluate.py").write_text(_EVALUATOR)
    lines = read_pages(tmp_path)
    assert json.loads(lines["one"])["html"] == PAGE
    readers: list[Any] = [
        Fake("masar text", FIRST, 0.1),
        Fake("trafilatura fast", LAST, 0.9),
        Fake("goose3", None, 0.5),
    ]
    ours, raced, other = benchmark(tmp_path, lines, readers, rounds=3)
    assert (ours.f1, raced.f1) == (1.0, 0.0)
    assert (ours.failed, other.failed) == (0, 1)
    assert ours.ratio == pytest.approx(9.0)
    assert (raced.ratio, other.ratio) == (1.0, None)
    assert ours.pages_per_second == pytest.approx(10.0)
    assert other.pages_per_second == pytest.approx(2.0)


def test_no_clone_is_said_in_a_line(tmp_path: Path) -> None:
    with pytest.raises(Missing, match="AEB=/path"):
        read_pages(tmp_path)


def test_stages_are_timed_and_then_left_as_they_were() -> None:
    before = services.parser.parse.decode
    knowledge = load_knowledge(DOSSIERS, ("dushanbe",))
    spent = stages_of(fetched({"html": PAGE, "url": GOLD.url}, knowledge), knowledge, rounds=2)
    assert {"decode", "gate", "encode", "whole page"} <= set(spent)
    assert any(stage.startswith("extract: ") for stage in spent)
    assert any(stage.startswith("enrich: ") for stage in spent)
    assert spent["whole page"] > 0
    assert services.parser.parse.decode is before


@needs_shared
def test_every_saved_page_is_read_right() -> None:
    report = report_pages(SHARED, NOWHERE)
    assert report.goals[0].met, report.notes
    assert [row["reader"] for row in report.rows] == ["masar"]


@needs_shared
def test_every_charset_is_read_right() -> None:
    report = report_charsets(SHARED, NOWHERE)
    assert report.goals[0].met, report.notes
    assert report.rows[0]["reader"] == OURS_CHARSET


# Stands in for the benchmark's: all or nothing.
_EVALUATOR = """
import json, pathlib, sys
truth = json.loads(pathlib.Path("ground-truth.json").read_text())
said = {}
for file in pathlib.Path("output").glob("*.json"):
    texts = json.loads(file.read_text())
    share = sum(texts[page] == {"articleBody": truth[page]["articleBody"]} for page in truth) / len(truth)
    said[file.stem] = {"f1": share, "precision": share, "recall": share}
pathlib.Path(sys.argv[sys.argv.index("--output") + 1]).write_text(json.dumps(said))
"""
