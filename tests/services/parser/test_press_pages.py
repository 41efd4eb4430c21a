"""Every page of the demonstration press, read as its author meant it, with no broker."""

from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import httpx
import msgspec
import pytest
from pressed import differences

from contracts.addresses import page_id
from contracts.page import Page
from deploy.press.expected import expected_pages
from deploy.press.press import start_press
from services.parser.knowledge import load_knowledge
from services.parser.parse import parse_page

ROOT = Path(__file__).parents[3]
READ = [page for page in expected_pages() if page.parse]


@pytest.fixture(scope="module")
def press(tmp_path_factory):
    data = tmp_path_factory.mktemp("press")
    running = start_press(data, 0, 1e6)
    yield data / "outlets.toml"
    running.stop()


@pytest.fixture(scope="module")
def knowledge(press):
    return load_knowledge(ROOT / "dossiers", ("dushanbe",), press)


def fetched(knowledge, expectation):
    outlet = knowledge.outlets[expectation.outlet]
    url = outlet.home.rstrip("/") + quote(expectation.path, safe="/?=&%")
    answer = httpx.get(url, trust_env=False)
    return Page(
        page_id=page_id(url),
        url=url,
        final_url=url,
        outlet=outlet.id,
        fetched_at=datetime(2026, 11, 23, 6, 0, tzinfo=UTC),
        status=answer.status_code,
        headers=tuple(answer.headers.items()),
        body=answer.content,
        discovered_by="test",
    )


@pytest.mark.parametrize("expectation", READ, ids=lambda page: f"{page.outlet}{page.path}")
def test_a_page_is_read_as_its_author_meant(expectation, knowledge):
    page = fetched(knowledge, expectation)
    parsed = parse_page(page, knowledge)
    assert parsed.outcome.name == expectation.parse, parsed.outcome
    if parsed.articles:
        assert differences(expectation, msgspec.to_builtins(parsed.articles[0])) == []


@pytest.mark.parametrize("expectation", READ, ids=lambda page: f"{page.outlet}{page.path}")
def test_a_page_read_whatever_its_subject_has_its_title_and_its_own_text_alone(expectation, knowledge):
    parsed = parse_page(fetched(knowledge, expectation), knowledge, everything=True)
    if expectation.parse == "no_text":
        assert parsed.outcome.name == "no_text"
        return
    article = parsed.articles[0]
    assert (article.title, article.language) == (expectation.title, expectation.language)
    assert [passage for passage in expectation.has if passage not in article.body] == []
    assert [passage for passage in expectation.has_not if passage in article.body] == []
