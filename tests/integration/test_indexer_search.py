"""The article index on a real Elasticsearch: what is found, what is marked, what changes without reindexing."""

import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from elasticsearch import Elasticsearch

from contracts import codec
from contracts.article import Article
from contracts.indexes import articles_of
from queries.search import Asked, search
from services.indexer.document import article_document
from services.indexer.setup_index import install

pytestmark = pytest.mark.integration
ROOT = Path(__file__).parents[2]
DUSHANBE = ROOT / "dossiers" / "dushanbe"
FAMILIES = DUSHANBE / "families.toml"
EXAMPLE = codec.decode((ROOT / "contracts" / "examples" / "Article.json").read_bytes(), Article)

BODIES = {
    "plain": "عُقد المؤتمر في دوشنبه.",
    "long": "عُقد المؤتمر في دوشانبه.",
    "yeh": "وصل الوفد إلى دوشنبيه أمس.",
    "tatweel": "من دوشـــنبه إلى الكويت.",
    "clitic": "بدوشانبه اختتم اللقاء.",
    "president": "استقبل إمام علي رحمن رئيس طاجاكستان الوفود.",
    "countering": "اتفق الوزراء على التعاون لمكافحة الإرهاب وتمويله.",
    "with": "يعنى القرار بمكافحة الإرهـاب.",
    "border": "ناقشوا أمن الحدود وإدارتها.",
    "scattered": "أمن الدولة وراء الحدود.",
    "vowels": "قال مُحَمَّدٌ إنّ القَرار ٢٤٦٢ مُهِمّ.",
    "shapes": "ﺍﻟﻜﻮﻳﺖ ﺗﺴﺘﻀﻴﻒ ﺍﻟﻤﺆﺗﻤﺮ",
    "declaration": "صدر إعلان الكويت",
}


class Shelf:
    """A dossier's index with BODIES in it, a page's id the body's name."""

    def __init__(self, client: Elasticsearch, folder: Path) -> None:
        self.client = client
        self.folder = folder
        self.folder.mkdir()
        shutil.copy(DUSHANBE / "actors.toml", self.folder)
        self.set_families(FAMILIES.read_text(encoding="utf-8"))
        for name, body in BODIES.items():
            self.add(msgspec.structs.replace(EXAMPLE, page_id=name, body=body, title=None, subtitle=None, summary=None))
        client.indices.refresh(index=articles_of(folder.name))

    def set_families(self, families: str) -> None:
        (self.folder / "families.toml").write_text(families, encoding="utf-8")
        install(self.client, [self.folder])
        self.client.cluster.health(index=articles_of(self.folder.name), wait_for_status="yellow")

    def add(self, article: Article) -> None:
        write = article_document(msgspec.structs.replace(article, dossier=self.folder.name))
        self.client.index(index=write.alias, id=write.id, document=msgspec.json.decode(write.source))

    def find(self, text: str) -> dict[str, tuple[str, ...]]:
        """What a search finds: page to marked passages."""
        found = search(self.client, Asked(text=text, dossier=self.folder.name, size=50))
        return {hit.page_id: hit.passages for hit in found.hits}

    def match(self, text: str) -> set[str]:
        """What a plain match on the body finds, as anybody's own query would ask."""
        answer = self.client.search(index=articles_of(self.folder.name), query={"match": {"body": text}})
        return {hit["_id"] for hit in answer["hits"]["hits"]}


@pytest.fixture(scope="module")
def shelf(elasticsearch_address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    name = f"s{uuid.uuid4().hex[:8]}"
    with Elasticsearch(elasticsearch_address) as client:
        yield Shelf(client, tmp_path_factory.mktemp("dossiers") / name)
        client.indices.delete(index=f"{articles_of(name)}-v1")
        client.indices.delete_index_template(name=articles_of(name))


def test_the_city_is_found_in_all_its_spellings(shelf: Shelf) -> None:
    for spelling in ("دوشنبه", "دوشانبه", "دوشنبيه", "دوشنبة", "دوشـنبه", "بدوشنبه", "ولدوشانبه"):
        assert {"plain", "long", "yeh", "tatweel"} <= shelf.match(spelling)
        assert shelf.find(spelling).keys() == {"plain", "long", "yeh", "tatweel", "clitic"}


def test_the_passage_is_marked_as_printed(shelf: Shelf) -> None:
    found = shelf.find("دوشنبه")
    assert found["tatweel"] == ("من **دوشـــنبه** إلى الكويت.",)
    assert found["clitic"] == ("**بدوشانبه** اختتم اللقاء.",)
    assert shelf.find("محمد")["vowels"] == ("قال **مُحَمَّدٌ** إنّ القَرار ٢٤٦٢ مُهِمّ.",)


def test_names_of_several_words_meet_their_other_spellings(shelf: Shelf) -> None:
    assert "president" in shelf.find("إمام علي رحمان")
    assert "president" in shelf.find("طاجيكستان")
    assert "president" in shelf.find("رئيس طاجيكستان")


def test_particles_do_not_hide_a_word(shelf: Shelf) -> None:
    assert {"countering", "with"} <= shelf.find("مكافحة").keys()
    assert {"countering", "with"} <= shelf.find("المكافحة").keys()
    assert {"countering", "with"} <= shelf.find("مكافحة الإرهاب").keys()


def test_other_forms_of_a_word_are_found(shelf: Shelf) -> None:
    assert "border" in shelf.find("الحد")
    assert {"plain", "shapes"} <= shelf.find("مؤتمرات").keys()
    assert "countering" in shelf.find("وزير")
    assert "countering" in shelf.find("يتفقون")
    assert "with" in shelf.find("قرارات")
    assert "president" in shelf.find("رؤساء")
    assert "president" in shelf.find("يستقبل")


def test_a_phrase_is_found_as_a_phrase_only(shelf: Shelf) -> None:
    assert shelf.find("«أمن الحدود»").keys() == {"border"}
    assert {"border", "scattered"} <= shelf.find("أمن الحدود").keys()


def test_figures_and_presentation_forms_are_read(shelf: Shelf) -> None:
    assert "vowels" in shelf.find("2462")
    assert "vowels" in shelf.find("القرار ٢٤٦٢")
    assert "shapes" in shelf.find("الكويت")
    assert "shapes" in shelf.find("المؤتمر")


def test_words_must_all_be_there(shelf: Shelf) -> None:
    assert shelf.find("دوشنبه الوفد").keys() == {"yeh"}


def test_dates_of_every_grain_are_taken(shelf: Shelf) -> None:
    assert EXAMPLE.published is not None
    for at in ("2024-09", "2024-09-05", "2024-11-04T22:00+03:00", "2024-11-04T22:00:01Z"):
        dated = msgspec.structs.replace(EXAMPLE.published, at=at)
        shelf.add(msgspec.structs.replace(EXAMPLE, page_id="dated", published=dated, body="x"))


def test_spellings_change_without_reindexing(shelf: Shelf) -> None:
    families = FAMILIES.read_text(encoding="utf-8")
    assert "countering" not in shelf.match("جماعات")
    shelf.set_families(families + '\n[[family]]\nid = "groups"\nforms = ["جماعات", "الوزراء"]\n')
    assert "countering" in shelf.match("جماعات")
    shelf.set_families(families)
    assert "countering" not in shelf.match("جماعات")
