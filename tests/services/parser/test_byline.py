"""Who wrote it: all the ways in which agencies are printed, authors, places, and what must not be taken for them."""

from pathlib import Path

import pytest

from contracts.article import Byline
from contracts.outlet import Outlet, read_outlets
from services.parser.agencies import agencies
from services.parser.byline import read_byline
from services.parser.seen import Extracted

MIDDLE = "وتناول المؤتمر في جلساته سبل التعاون بين الدول المشاركة."
END = "وأكد في ختام كلمته أن التعاون مستمر بين جميع الدول المشاركة في المؤتمر."
SEEDS = Path(__file__).parents[4] / "shared" / "seeds"
DOSSIER = Path(__file__).parents[3] / "dossiers" / "dushanbe" / "outlets.toml"


def outlet(agency: str | None = None) -> Outlet:
    return Outlet(
        id="alnaba",
        name_ar="صحيفة النبأ اليوم",
        name_en="Al-Naba Today",
        country="KW",
        kind="agency" if agency else "daily",
        home="https://alnaba.example/",
        sources=(),
        agency=agency,
    )


def opening(text: str) -> Byline:
    return read_byline(Extracted(paragraphs=(text, MIDDLE, END)), None)


def lines(*byline_lines: str, authors: tuple[str, ...] = (), last: str = END) -> Byline:
    return read_byline(Extracted(paragraphs=(MIDDLE, last), byline_lines=byline_lines, authors=authors), outlet())


@pytest.mark.parametrize(
    ("text", "agency", "place", "surface"),
    [
        ("كونا - أكد رئيس طاجيكستان", "KUNA", None, "كونا"),
        ("(كونا) – أكد الوزير", "KUNA", None, "(كونا)"),
        ("الكويت – كونا: أكد الوزير", "KUNA", "الكويت", "الكويت – كونا"),
        ("الكويت – 16 – 4 (كونا) -– أكد", "KUNA", "الكويت", "الكويت – 16 – 4 (كونا)"),
        ("KUWAIT, Nov 4 (KUNA) -- The", "KUNA", "KUWAIT", "KUWAIT, Nov 4 (KUNA)"),
        ("سمرقند في 16 سبتمبر /قنا/ أكد", "QNA", "سمرقند", "سمرقند في 16 سبتمبر /قنا/"),
        ("الرياض - واس: أكد", "SPA", "الرياض", "الرياض - واس"),
        ("واس- جدة: أكد", "SPA", "جدة", "واس- جدة"),
        ("نيويورك في 30 ديسمبر/وام/ أكد", "WAM", "نيويورك", "نيويورك في 30 ديسمبر/وام/"),
        ("الكويت في 12 نوفمبر /العُمانية/ أكد", "ONA", "الكويت", "الكويت في 12 نوفمبر /العُمانية/"),
        ("مسقط / في 16 أكتوبر / العمانية / أكد", "ONA", "مسقط", "مسقط / في 16 أكتوبر / العمانية /"),
        ("دوشنبه-سانا أكد", "SANA", "دوشنبه", "دوشنبه-سانا"),
        ("الأمم المتحدة-سانا", "SANA", "الأمم المتحدة", "الأمم المتحدة-سانا"),
        ("لندن (أ ف ب) – أكد", "AFP", "لندن", "لندن (أ ف ب)"),
        ("باريس - أ.ف.ب: أكد", "AFP", "باريس", "باريس - أ.ف.ب"),
        ("القاهرة /أ ش أ/ أكد", "MENA", "القاهرة", "القاهرة /أ ش أ/"),
        ("الرباط (و م ع) أكد", "MAP", "الرباط", "الرباط (و م ع)"),
        ("أنقرة/ الأناضول أكد", "AA", "أنقرة", "أنقرة/ الأناضول"),
        ("رام الله 22 فبراير 2022 (شينخوا) أكد", "XINHUA", "رام الله", "رام الله 22 فبراير 2022 (شينخوا)"),
        ("أستانا — سبوتنيك. أكد", "SPUTNIK", "أستانا", "أستانا — سبوتنيك"),
        ("طهران/ 13 تشرين الاول/ اكتوبر/ ارنا - أكد", "IRNA", "طهران", "طهران/ 13 تشرين الاول/ اكتوبر/ ارنا"),
        ("عمان - (بترا) أكد", "PETRA", "عمان", "عمان - (بترا)"),
        ("المنامة في 4 نوفمبر /بنا/ أكد", "BNA", "المنامة", "المنامة في 4 نوفمبر /بنا/"),
        ("بغداد – واع أكد", "INA", "بغداد", "بغداد – واع"),
        ("ДУШАНБЕ, 18.10.2022 /НИАТ «Ховар»/. Глава", "KHOVAR", "ДУШАНБЕ", "ДУШАНБЕ, 18.10.2022 /НИАТ «Ховар»/"),
        ("دوشنبة – وكالات: أكد", "AGENCIES", "دوشنبة", "دوشنبة – وكالات"),
        ("كـــونا - أكد", "KUNA", None, "كـــونا"),
        ("الكويت ـ كونا: أكد", "KUNA", "الكويت", "الكويت ـ كونا"),
        ("مسقط - العمانية: أكد", "ONA", "مسقط", "مسقط - العمانية"),
        ("رام الله 4-11-2024 وفا- أكد", "WAFA", "رام الله", "رام الله 4-11-2024 وفا"),
        ("وكالة الأنباء القطرية (قنا) - الدوحة: أكد", "QNA", "الدوحة", "وكالة الأنباء القطرية (قنا) - الدوحة"),
        ("القناة 20/ أ ف ب", "AFP", None, "القناة 20/ أ ف ب"),
        ("واس (نيويورك) أكد", "SPA", "نيويورك", "واس (نيويورك)"),
        ("واع / بغداد", "INA", "بغداد", "واع / بغداد"),
        ("عدن / سبأ: أكد", "SABA", "عدن", "عدن / سبأ"),
        ("* جدة - واس: أكد", "SPA", "جدة", "جدة - واس"),
    ],
)
def test_agencies_in_datelines(text: str, agency: str, place: str | None, surface: str) -> None:
    read = opening(text)
    assert (read.agency, read.place, read.surface) == (agency, place, surface)


@pytest.mark.parametrize(
    "text",
    [
        "ذكرت وكالة الأنباء الكويتية (كونا) أن الوزير أكد",
        "قال الوزير في تصريح لوكالة الأنباء الكويتية (كونا) إن المؤتمر ناجح",
        'وفقا لوكالة "تاس" للأنباء: أكد الرئيس',
        "نقلت رويترز عن مصادر أن المؤتمر انتهى",
        "سار الوفدان معا - كما أعلن - إلى القاعة",
        "رئيس تحرير كونا: الوكالة شريك في المؤتمر",
        "المؤتمر الرابع - أكد الوزير أهمية التعاون",
    ],
)
def test_an_agency_that_the_text_mentions_did_not_write_it(text: str) -> None:
    read = opening(text)
    assert (read.agency, read.author) == (None, None)


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("المصدر: الأناضول", "AA"),
        ("أ ف ب", "AFP"),
        ("كونا", "KUNA"),
        ('وكالة الأنباء السعودية "واس"', "SPA"),
        ("4 نوفمبر 2024 | كونا", "KUNA"),
        ("متابعات – وكالات", "AGENCIES"),
        ("تصوير: كونا", None),
        ("جلسة الافتتاح (كونا)", None),
        ("أطلس اليوم - كونا", "KUNA"),
        ("متابعات", None),
        ("الرئيسية", None),
        ("(أبوظبي - البيان)", None),
    ],
)
def test_lines_near_the_title(line: str, agency: str | None) -> None:
    assert lines(line).agency == agency


@pytest.mark.parametrize(
    ("last", "agency", "surface"),
    [
        ("المصدر: تاس", "TASS", "المصدر: تاس"),
        ("أ ف ب", "AFP", "أ ف ب"),
        (END + " (رويترز)", "REUTERS", "(رويترز)"),
        (END[:-1] + ' في تصريح لوكالة "تاس".', None, None),
        ("مشاركة :", None, None),
    ],
)
def test_the_closing_credit(last: str, agency: str | None, surface: str | None) -> None:
    read = lines(last=last)
    assert (read.agency, read.surface) == (agency, surface)


def test_a_named_agency_goes_before_unnamed_ones() -> None:
    assert read_byline(Extracted(paragraphs=("عواصم – وكالات: أكد", "المصدر: تاس")), None).agency == "TASS"


@pytest.mark.parametrize(
    ("line", "author", "place"),
    [
        ("كتب: محمد أحمد علي", "محمد أحمد علي", None),
        ("كتبت - فاطمة علي", "فاطمة علي", None),
        ("بقلم الدكتور محمد أحمد | 4 نوفمبر 2024", "الدكتور محمد أحمد", None),
        ("حسام أبو العلا - القاهرة", "حسام أبو العلا", "القاهرة"),
        ("كتب محمد أحمد السبت 4 نوفمبر 2024", "محمد أحمد", None),
        ("تقرير: محمد أحمد", "محمد أحمد", None),
        ("تقرير أممي يحذر من تمويل الإرهاب", None, None),
        ("كتب المحرر السياسي", None, None),
        ("كتب محرر الشؤون المحلية", None, None),
        ("المؤتمر الرابع - الكويت", None, "الكويت"),
        ("مؤتمر دولي لمكافحة الإرهاب - دوشنبه", None, "دوشنبه"),
        ("أخبار محلية", None, None),
        ("كتب: فريق التحرير", None, None),
        ("الرئيسية - القاهرة", None, "القاهرة"),
    ],
)
def test_authors_in_lines(line: str, author: str | None, place: str | None) -> None:
    read = lines(line)
    assert read.author == author
    if author:
        assert read.place == place
        assert read.surface == line


def test_authors_before_the_text() -> None:
    assert opening("كتب - محمد أحمد علي: أكد الوزير").author == "محمد أحمد علي"
    read = opening("سعود الدعجاني - سبق - الرياض: أكد الوزير")
    assert (read.author, read.place) == ("سعود الدعجاني", "الرياض")
    assert opening("كتب الرئيس على حسابه: المؤتمر ناجح").author is None


@pytest.mark.parametrize(
    ("authors", "author"),
    [
        (("محمد أحمد",), "محمد أحمد"),
        (("علي محمد",), "علي محمد"),
        (("محمد أحمد", "فاطمة علي"), "محمد أحمد، فاطمة علي"),
        (("بقلم: محمد أحمد",), "محمد أحمد"),
        (("admin",), None),
        (("فريق التحرير",), None),
        (("الجزيرة نت",), None),
        (("الدكتور محمد أحمد",), "الدكتور محمد أحمد"),
        (("صحيفة النبأ اليوم",), None),
        (("الرئيسية",), None),
        (("editor@outlet.example",), None),
        (("https://outlet.example/author/1",), None),
        (("أخبار | سياسة",), None),
    ],
)
def test_authors_in_metadata(authors: tuple[str, ...], author: str | None) -> None:
    assert lines(authors=authors).author == author


def test_an_agency_as_author() -> None:
    read = lines(authors=("وكالة الأنباء الكويتية (كونا)",))
    assert (read.agency, read.author) == ("KUNA", None)


def test_an_agencys_own_page_needs_no_byline() -> None:
    page = Extracted(paragraphs=(MIDDLE, END))
    own = read_byline(page, outlet(agency="KUNA"))
    assert (own.agency, own.surface) == ("KUNA", None)
    reprint = read_byline(Extracted(paragraphs=("دوشنبه-سانا أكد", END)), outlet(agency="KUNA"))
    assert reprint.agency == "SANA"
    assert read_byline(page, outlet()) == Byline()


def test_nothing_extracted_gives_nothing() -> None:
    assert read_byline(Extracted(), None) == Byline()


@pytest.mark.parametrize(
    ("seed", "agency"), [("000", None), ("001", "KUNA"), ("002", None), ("003", None), ("004", None)]
)
def test_the_seeds(seed: str, agency: str | None) -> None:
    files = list(SEEDS.glob(f"{seed}_*.txt"))
    if not files:
        pytest.skip("the seeds are not beside this checkout")
    told = [line.strip() for line in files[0].read_text("utf-8").splitlines() if line.strip()]
    story = next(index for index, line in enumerate(told) if len(line) > 150)
    read = read_byline(Extracted(paragraphs=tuple(told[story:]), byline_lines=tuple(told[:story])), None)
    assert (read.agency, read.author) == (agency, None)


def test_the_dossiers_agencies_are_listed() -> None:
    declared = {outlet.agency for outlet in read_outlets(DOSSIER).values() if outlet.agency}
    assert declared <= set(agencies())


@pytest.mark.parametrize(
    ("line", "author", "place"),
    [
        ("غصون الحلبي", "غصون الحلبي", None),
        ("أ.د. محمد حسن", "أ.د. محمد حسن", None),
        ("النبأ - عبد الرحيم الناصري", "عبد الرحيم الناصري", None),
        ("عبدالله الغامدي (جدة)", "عبدالله الغامدي", "جدة"),
        ("لندن: كميل الطويل", "كميل الطويل", "لندن"),
        ("القاهرة – من مراسلنا أحمد فؤاد", "أحمد فؤاد", "القاهرة"),
        ("بقلم : هدى الشمري ..", "هدى الشمري", None),
        ("وهج العرب – مسقط", None, None),
        ("ضحى بريس / وكالات", None, None),
        ("أجرى الحوار: هدى الشمري", "هدى الشمري", None),
        ("كتب بواسطة محمد علي", "محمد علي", None),
        ("تصوير: محمد علي", None, None),
        ("تعزيز الثقة المتبادلة", None, None),
        ("صلاح الحال بين الناس", None, None),
    ],
)
def test_a_line_over_the_text_that_is_nothing_but_a_name(line: str, author: str | None, place: str | None) -> None:
    read = read_byline(Extracted(paragraphs=(MIDDLE, END), byline_lines=(line, MIDDLE)), outlet())
    assert (read.author, read.place) == (author, place)


@pytest.mark.parametrize(
    ("paragraphs", "author"),
    [
        (("بغداد - واع - نصار الربيعي", MIDDLE), "نصار الربيعي"),
        (("الكويت/ مصطفى كامل/ الأناضول", MIDDLE), "مصطفى كامل"),
        (("* الكويت - ماجد السعدي - واس:", MIDDLE), "ماجد السعدي"),
        (("دبي: ريم السعدي", MIDDLE), "ريم السعدي"),
        (("سامي فؤاد من لندن: أعلنت الوزارة أن الوفد سيصل غدا.", MIDDLE), "سامي فؤاد"),
        (("وفد سوري من دمشق: أعلنت الوزارة أن الوفد سيصل غدا.", MIDDLE), None),
        ((MIDDLE, "هالة المنصوري/ ريم سعيد"), "هالة المنصوري"),
        ((MIDDLE, END, "ماجد السعدي"), "ماجد السعدي"),
        ((MIDDLE, "تبادل المعلومات المالية"), None),
    ],
)
def test_a_name_in_the_first_or_last_line_of_the_text(paragraphs: tuple[str, ...], author: str | None) -> None:
    assert read_byline(Extracted(paragraphs=paragraphs), outlet()).author == author


@pytest.mark.parametrize("role", ["رئيس التحرير", "رئيس مجلس الإدارة:", "الإشراف العام"])
def test_who_answers_for_the_site_did_not_write_the_article(role: str) -> None:
    over = Extracted(paragraphs=(MIDDLE, END), byline_lines=(role, "ماجد السعدي", MIDDLE))
    assert read_byline(over, outlet()).author is None
    signed = Extracted(paragraphs=(MIDDLE, END), byline_lines=(role, "ماجد السعدي", "كتبت: ريم السعدي", MIDDLE))
    assert read_byline(signed, outlet()).author == "ريم السعدي"


@pytest.mark.parametrize(
    ("first", "place"), [("أبوظبي (الديوان)", "أبوظبي"), ("رام الله_30/12/2024 شارك الوفد في المؤتمر", "رام الله")]
)
def test_a_place_without_an_agency(first: str, place: str) -> None:
    assert opening(first).place == place


def test_names_under_the_text_are_readers_and_other_stories() -> None:
    assert read_byline(Extracted(paragraphs=(MIDDLE,), byline_lines=(MIDDLE, "أحمد حلمي")), outlet()).author is None
