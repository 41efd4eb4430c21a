"""Articles come out of their pages whole, and nothing of the pages with them."""

from pathlib import Path

import pytest

from contracts.outlet import Rule
from services.parser.extract import extract
from services.parser.seen import DateSeen, Extracted

PAGES = Path(__file__).resolve().parents[2] / "pages" / "parser"
URL = "https://daily.example/news/politics/41822?x=1"
SENTENCE = "أعلنت وزارة الخارجية أن المؤتمر الدولي لمكافحة الإرهاب سيعقد في العاصمة دوشنبه بمشاركة وفود من خمسين دولة. "


def read(name: str, rule: Rule | None = None) -> Extracted:
    return extract((PAGES / name).read_text("utf-8"), URL, rule)


def article(body: str, head: str = "<title>عنوان طويل لخبر من أخبار اليوم</title>") -> Extracted:
    return extract(f"<html lang=ar><head>{head}</head><body>{body}</body></html>", URL, None)


def test_a_daily_s_page_gives_the_story_alone() -> None:
    story = read("daily.html")

    assert story.title == "وفد طاجيكي يبحث في الكويت أمن الحدود"
    assert story.subtitle == "اتفاق على تبادل قوائم الوثائق المزورة خلال ثلاثة أشهر"
    assert story.summary == "بحث وفد طاجيكي مع مسؤولين كويتيين سبل تبادل المعلومات عند المنافذ."
    assert [line.split()[0] for line in story.paragraphs] == ["الكويت", "وقال", "واتفق", "تسمية", "عقد", "ومن"]
    assert story.paragraphs[0].startswith("الكويت - كونا: بحث وفد")
    assert story.canonical_url == "https://daily.example/news/politics/41822"
    assert story.declared_language == "ar-KW"
    assert story.authors == ("سلمى الراشد",)
    assert story.nature == "article"


def test_dates_are_offered_with_their_places_and_widgets_are_not() -> None:
    dates = read("daily.html").dates

    assert DateSeen("2024-11-03T18:20:00+03:00", "json_ld", "published") in dates
    assert DateSeen("2024-11-03T19:05:00+03:00", "json_ld", "modified") in dates
    assert DateSeen("2024-11-03T18:20:00+03:00", "meta:article:published_time", "published") in dates
    assert "3 نوفمبر 2024 06:20 م" in [date.text for date in dates if date.where == "time_element"]
    assert not any("2026" in date.text for date in dates)


def test_an_agency_s_page_of_line_breaks_without_headings() -> None:
    story = read("agency_breaks.html")

    assert story.title == "ورشة عمل في دوشنبه حول تجفيف منابع تمويل الإرهاب"
    assert [line.split()[0] for line in story.paragraphs][:3] == ["دوشنبه،", "وتناولت", "وأوصى"]
    assert "الخميس ١٤ تشرين الثاني ٢٠١٩ - ٠٩:٣٠" in [date.text for date in story.dates]
    assert not any("طباعة" in line for line in story.paragraphs)
    assert "انتهى/ س ر" in story.byline_lines


def test_letters_stay_as_printed() -> None:
    printed = "أشـــاد السفيـــر بفريق ﻓﺮﻳﻖ ﺍﻟﻌﻤﻞ المعني بالتَّدابير المالية\u200f (فاتف) وأن القرار ٢٤٦٢ ملزم"
    assert article(f"<p>{printed}\n   {SENTENCE}</p>").paragraphs == (f"{printed} {SENTENCE.strip()}",)


def test_the_outlet_s_rule_goes_before_everything() -> None:
    html = (
        "<html><head><title>غير هذا العنوان تماما يا صديقي</title></head><body><div id=wrong>"
        + f"<p>{SENTENCE * 3}</p>" * 5
        + "</div>"
        "<div class=hl>العنوان الذي تعرفه القاعدة</div><div class=sub>وتحته سطر</div><i class=by>هدى</i>"
        "<i class=on>7/11/2024</i>"
        "<div class=right><p>نص قصير تعرفه القاعدة وحدها.</p><p class=promo>رابط</p></div></body></html>"
    )
    rule = Rule(body=".right", title=".hl", subtitle=".sub", author=".by", published=".on", remove=(".promo",))

    story = extract(html, URL, rule)

    assert story.title == "العنوان الذي تعرفه القاعدة"
    assert story.subtitle == "وتحته سطر"
    assert story.authors == ("هدى",)
    assert story.paragraphs == ("نص قصير تعرفه القاعدة وحدها.",)
    assert DateSeen("7/11/2024", "rule", "published") in story.dates


def test_a_rule_that_no_longer_fits_leaves_the_general_search() -> None:
    assert len(read("daily.html", Rule(body=".gone", title=".gone-too")).paragraphs) == 6


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("قمة في دوشنبه حول أمن الحدود - صحيفة الخليج اليوم", "قمة في دوشنبه حول أمن الحدود"),
        ("قمة في دوشنبه حول أمن الحدود | أخبار | موقع", "قمة في دوشنبه حول أمن الحدود"),
        (
            "قمة دوشنبه - الدورة الرابعة: الكويت تستضيف المؤتمر الدولي",
            "قمة دوشنبه - الدورة الرابعة: الكويت تستضيف المؤتمر الدولي",
        ),
    ],
)
def test_titles_lose_the_site_s_name_and_nothing_else(title: str, expected: str) -> None:
    assert article(f"<p>{SENTENCE * 4}</p>", f"<title>{title}</title>").title == expected


def test_furniture_inside_the_text_is_left_out() -> None:
    out = [
        "82",
        "• 5",
        "news-picture",
        "أرشيفية",
        "مشاركة :",
        "اقرأ أيضاً: خبر آخر من المنطقة",
        "الوسوم: الكويت، دوشنبه",
        "12:30",
        "• 9/5/2024",
    ]
    story = article(
        f"<h1>عنوان طويل لخبر من أخبار اليوم</h1><div><p>{SENTENCE * 2}</p>"
        + "".join(f"<p>{line}</p>" for line in out)
        + f"<p>{SENTENCE}</p></div>"
    )

    assert len(story.paragraphs) == 2
    assert {"12:30", "• 9/5/2024"} <= {date.text for date in story.dates}


def test_what_follows_a_heading_of_other_stories_is_left_out() -> None:
    story = article(f"<div><p>{SENTENCE * 3}</p><p>{SENTENCE * 2}</p><h3>مواضيع ذات صلة</h3><p>معرض للكتاب</p></div>")

    assert len(story.paragraphs) == 2


@pytest.mark.parametrize(
    "furniture",
    [
        "إقرأ ايضاً: خبر آخر من أخبار اليوم",
        "يمكنكم الآن متابعة أخبارنا على هواتفكم",
        "إضغط هنا للإشتراك",
        "تابع أحدث الأخبار عبر تطبيقنا",
        "لديك حساب ؟ تسجيل الدخول",
        "التعليقات مغلقة لهذا المقال",
        "زر الذهاب إلى الأعلى",
        "حمِّل تطبيق الصحيفة على هاتفك",
        "هذا الخبر نشر أولاً على موقع daily.example",
        "TT",
    ],
)
def test_what_sites_print_around_stories_is_left_out(furniture: str) -> None:
    body = f"<p>{SENTENCE * 3}</p><p>{furniture}</p><p>{SENTENCE * 2}</p>"
    assert [each.split()[0] for each in article(f"<div>{body}</div>").paragraphs] == ["أعلنت", "أعلنت"]


def test_sentences_that_open_like_buttons_stay() -> None:
    verbs = ("شارك الوزير في أعمال المنتدى.", "تابع الوفد جولته أمس.", "طالع الحضور وثائق المؤتمر.")
    told = article("<div>" + "".join(f"<p>{each}</p>" for each in (SENTENCE * 3, *verbs, SENTENCE * 2)) + "</div>")
    assert told.paragraphs[1:4] == verbs


def test_captions_that_no_markup_names_are_left_out() -> None:
    doubled = "<p>مشهد عام للقاعة قبل الافتتاح</p>" * 2
    credited = "<p>رئيس الوفد خلال الجلسة الأولى (رويترز)</p>"
    told = article(
        f"<div>{doubled}<p>{SENTENCE * 3}</p>{credited}<p>{SENTENCE * 2}</p><p>انتهى اللقاء (كونا)</p></div>"
    )
    assert [each.split()[0] for each in told.paragraphs] == ["أعلنت", "أعلنت", "انتهى"]
    lead = article(f"<div><p>نيويورك (رويترز)</p><p>{SENTENCE * 3}</p><p>{SENTENCE * 2}</p></div>")
    assert lead.paragraphs[0] == "نيويورك (رويترز)"


def test_single_breaks_of_hand_wrapped_text_do_not_divide_paragraphs() -> None:
    words = (SENTENCE.strip() * 4).split()
    wrapped = "<br>".join(" ".join(words[at : at + 9]) for at in range(0, len(words), 9))

    assert article(f"<div>{wrapped}</div>").paragraphs == (" ".join(words),)


def test_the_text_of_json_ld_is_taken_where_the_page_shows_none() -> None:
    body = (SENTENCE * 3).strip()
    head = (
        '<title>عنوان طويل لخبر من أخبار اليوم</title><script type="application/ld+json">{"@type":"NewsArticle",'
        f'"headline":"عنوان طويل لخبر من أخبار اليوم","articleBody":"{body}\\n\\n{body}"}}</script>'
    )
    story = article("<div id=app></div><script>render()</script>", head)

    assert story.paragraphs == (body, body)
    assert story.nature == "article"


@pytest.mark.parametrize(
    ("nature", "head", "body"),
    [
        ("script_shell", "", "<div id=root></div><noscript>يجب تفعيل جافاسكربت</noscript><script src=a.js></script>"),
        (
            "video",
            '<meta property="og:type" content="video.other">',
            "<h1>لقاء خاص من العاصمة</h1><video src=a.mp4></video>",
        ),
        ("gallery", "", "<h1>صور من المؤتمر الدولي</h1>" + "<figure><img src=a.jpg></figure>" * 9),
        ("listing", "", "".join(f"<h3><a href=/{n}>خبر عن موضوع من مواضيع اليوم رقم {n}</a></h3>" for n in range(40))),
        (
            "paywall",
            '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>',
            f"<h1>تحليل: ماذا بعد المؤتمر</h1><p>{SENTENCE}</p><div class=paywall>للمشتركين</div>",
        ),
        ("paywall", "", f"<h1>تحليل: ماذا بعد المؤتمر</h1><div><p>{SENTENCE}</p><p>هذا المقال للمشتركين فقط</p></div>"),
        ("script_shell", "", "<div id=app><p>يرجى تفعيل جافا سكريبت في متصفحك لعرض هذه الصفحة كاملة.</p></div>"),
    ],
)
def test_pages_without_text_of_their_own_say_what_they_are(nature: str, head: str, body: str) -> None:
    assert article(body, f"<title>عنوان</title>{head}").nature == nature


def test_an_urgent_line_is_an_article() -> None:
    story = article(f"<article><h1>عاجل: افتتاح المؤتمر</h1><p>{SENTENCE}</p></article>")
    assert (story.nature, story.paragraphs) == ("article", (SENTENCE.strip(),))


HOSTILE = {
    "nested 100,000 deep": "<div>" * 100_000 + SENTENCE * 9,
    "nested 100,000 deep and closed": "<div>" * 100_000 + SENTENCE * 9 + "</div>" * 100_000,
    "nested 14,000 deep under the limit of measuring": "<b>" * 14_000 + SENTENCE * 9,
    "formatting never closed": "<p><b><i><u>" * 100_000,
    "an attribute of 10 MB": '<p class="' + "a" * 10_000_000 + '">' + SENTENCE * 9,
    "a million entities": "<p>" + "&#1575;" * 1_000_000,
    "a million tag openings": "<" * 1_000_000,
    "a title of joints": "<title>" + "a - b | " * 100_000 + "</title><p>" + SENTENCE * 9,
    "JSON-LD nested without end": '<script type="application/ld+json">' + "[" * 300_000 + "</script><p>" + SENTENCE * 9,
    "JSON-LD that is no article": '<script type="application/ld+json">{"@type":7,"author":[[{}]],"@graph":1}</script>',
    "a line of breaks": "<div>" + "<br>" * 200_000,
    "zero bytes": "\0" * 100_000 + "<p>" + SENTENCE * 9,
    "half a surrogate": "<p>\ud800" + SENTENCE * 9,
    "comments never closed": "<!--" * 500_000,
    "nothing": "",
    "no markup": SENTENCE * 9,
}


@pytest.mark.parametrize("page", HOSTILE)
def test_hostile_pages_are_read_without_breaking(page: str) -> None:
    story = extract(HOSTILE[page], URL, Rule(body="p", remove=("i",)) if page == "nothing" else None)
    if SENTENCE in HOSTILE[page]:
        assert any(SENTENCE.strip() in line for line in story.paragraphs) or "closed" in page


def test_a_text_without_end_is_cut_where_no_article_is_so_long() -> None:
    story = article(f"<div>{SENTENCE * 3000}<br></div><p>{SENTENCE}</p>")

    assert 100_000 < len(story.paragraphs[0]) <= 110_000
    assert len(story.paragraphs) == 1
