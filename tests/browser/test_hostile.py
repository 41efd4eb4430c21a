"""A page of the press that is full of scripts and overrides, in a browser: nothing runs, nothing is turned round."""

import time
from collections.abc import Iterator

import msgspec
import pytest
from elasticsearch import Elasticsearch
from looking import Look, Press, places

from contracts import codec
from contracts.article import Article, Quote, Story
from deploy.local.keys import key_file
from runtime.settings import ROOT
from services.indexer.document import article_document

EXAMPLE = codec.decode((ROOT / "contracts" / "examples" / "Article.json").read_bytes(), Article)
SCRIPT = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
TITLE = f"عدائي {SCRIPT} ملحق\u202egnp.exe"
MIXED = "قرار مجلس الأمن 2462 (2019) ومكتب UNOCT بنسبة 45.5% \u202eمقلوب abc"
BODY = f"{MIXED}\n{SCRIPT}\n<a href='javascript:alert(1)'>رابط</a>"


@pytest.fixture(scope="module")
def hostile(press: Press) -> Iterator[str]:
    quote = Quote(speaker=SCRIPT, verb=SCRIPT, direct=True, start=0, end=4, surface=BODY[:4])
    article = msgspec.structs.replace(
        EXAMPLE,
        page_id="hostile",
        url="javascript:document.title='owned'",
        outlet=SCRIPT,
        title=TITLE,
        body=BODY,
        quotes=(quote,),
        claims=(),
        relevance=msgspec.structs.replace(EXAMPLE.relevance, evidence=()),
        story=Story(id="hostile", role="independent", origin_page_id="hostile", reason=SCRIPT),
    )
    write = article_document(article)
    key = key_file(press.folder / "keys", "setup").read_text("ascii").strip()
    with Elasticsearch(press.elasticsearch, api_key=key) as client:
        client.index(index=write.alias, id=write.id, document=msgspec.json.decode(write.source), refresh=True)
        yield "hostile"
        client.delete(index=write.alias, id=write.id, refresh=True)


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("path", ["articles/hostile", "search?q=عدائي", "actors", "", "stories/hostile"])
def test_nothing_of_it_runs(look: Look, hostile: str, language: str, path: str) -> None:
    with look.at(f"/{language}/dushanbe/{path}".rstrip("/")) as page:
        time.sleep(0.3)
        assert page.title() != "owned"
        assert page.locator("main script, main img").count() == 0
        assert page.locator("a[href^='javascript']").count() == 0
        look.keep(page, f"hostile-{path.partition('?')[0].replace('/', '-') or 'dossier'}-{language}")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_letters_stand_in_the_order_of_their_script(look: Look, hostile: str, language: str) -> None:
    with look.at(f"/{language}/dushanbe/articles/hostile") as page:
        for piece in ("2462", "UNOCT", "abc", "45.5"):
            first, last = places(page, ".body", piece)
            assert first < last, f"{piece} is turned round"
        first, last = places(page, ".body", "مقلوب")
        assert first > last
        assert places(page, ".body", "2462")[0] > places(page, ".body", "UNOCT")[0], "from right to left: 2462, UNOCT"
        first, last = places(page, "h1", "gnp.exe")
        assert first < last
