"""What pages say of themselves in JSON-LD is read, broken as it is, and what they say of other pages is not."""

import pytest

from services.parser.json_ld import read_json_ld
from services.parser.seen import DateSeen

ARTICLE = '{"@type": "NewsArticle", "headline": "عنوان", "datePublished": "2024-11-04T10:00:00Z"}'
PUBLISHED = DateSeen("2024-11-04T10:00:00Z", "json_ld", "published")


@pytest.mark.parametrize(
    "block",
    [
        ARTICLE,
        ARTICLE.replace('Z"}', 'Z",}'),
        ARTICLE.replace("عنوان", "سطر\nوسطر"),
        ARTICLE.replace("عنوان", 'قال: "نعم" ومضى'),
        f"<!-- {ARTICLE} -->",
        f"{ARTICLE};",
        f'{{"@graph": [{{"@type": "WebSite", "datePublished": "2001-01-01"}}, {ARTICLE}]}}',
        f'[{{"@type": "ItemList", "itemListElement": [{ARTICLE.replace("2024", "2019")}]}}, {ARTICLE}]',
        f'{{"@type": "WebPage", "mainEntity": {ARTICLE}}}',
    ],
)
def test_the_article_s_date_is_found(block: str) -> None:
    assert read_json_ld([block]).dates == (PUBLISHED,)


@pytest.mark.parametrize(
    "block",
    [
        "",
        "null",
        "{",
        '{"@type": "NewsArticle", "datePublished": ',
        f'{{"@type": "ItemList", "itemListElement": [{{"@type": "ListItem"}}, {ARTICLE}]}}',
        ARTICLE.replace("NewsArticle", "Organization"),
        f'{{"a": "ب" ج", "b": [{ARTICLE}, {ARTICLE.replace("2024", "2019")}]}}',
    ],
)
def test_no_date_is_taken_from_others_or_from_rubble(block: str) -> None:
    assert read_json_ld([block]).dates == ()


def test_a_broken_block_gives_no_headline() -> None:
    assert read_json_ld([ARTICLE.replace("عنوان", 'قال: "نعم" ومضى')]).headline is None
