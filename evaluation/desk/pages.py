"""The pages that readers ask for in the measurement."""

from collections.abc import Mapping, Sequence
from itertools import cycle

from evaluation.desk.invented import Inventor


def pages_of(size: int, inventor: Inventor) -> Mapping[str, Sequence[str]]:
    """Addresses of each kind of page. What many ask is answered from Elasticsearch's cache of requests after the
    first; "new" are questions that hardly any reader asks twice in a measurement."""
    words = ("دوشنبه", "مكافحة الإرهاب", "«أمن الحدود»", "الكويت", "المؤتمر الدولي", "وزير الخارجية", "التعاون")
    some = [f"{number * 7919 % size:032x}" for number in range(200)]
    base = f"/ar/{inventor.dossier}"
    asked = inventor.questions(400)
    return {
        "dossier": [base],
        "search, words": [f"{base}/search?q={word}" for word in words],
        "search, new words": [f"{base}/search?q={each}" for each in asked[:200]],
        "search, new words and filters": [
            f"{base}/search?q={each}&phase={phase}&since=20{year}-01-01"
            for each, phase, year in zip(asked[200:], cycle(inventor.phases), cycle((18, 20, 22)), strict=False)
        ],
        "search, everything": [f"{base}/search?sort=newest", f"{base}/search"],
        "article": [f"{base}/articles/{page}" for page in some],
        "story": [f"{base}/stories/{page}" for page in some],
        "actors": [f"{base}/actors"],
        "actor": [f"{base}/actors/{actor}" for actor in inventor.actors[:40]],
        "coverage": [f"{base}/coverage?since=2024-10-{day}&until=2024-11-{day}" for day in range(10, 29)],
        "feed": [f"{base}/export.atom?q={word}" for word in words],
    }
