"""A text's language comes out right where it matters: Arabic against its neighbours."""

import pytest

from services.parser.language import language_of

SENTENCES = {
    "ar": "قال رئيس الوفد إن المؤتمر الذي عقد في دوشنبه ناقش تعزيز التعاون في مكافحة الإرهاب وأمن الحدود",
    "fa": "رئیس هیئت گفت که این کنفرانس در دوشنبه برای گسترش همکاری در مبارزه با تروریسم برگزار شده است",
    "ur": "وفد کے سربراہ نے کہا کہ دوشنبہ میں ہونے والی کانفرنس میں دہشت گردی کے خلاف تعاون پر بات ہوئی ہے",
    "ps": "د پلاوي مشر وویل چې په دوشنبه کې د ترهګرۍ پر ضد د همکارۍ په اړه خبرې وشوې او ټولو هېوادونو برخه درلوده",
    "ckb": "سەرۆکی شاندەکە وتی کە کۆنفرانسەکە لە دوشەنبە بۆ هاوکاری دژی تیرۆر بەڕێوەچوو و هەموو وڵاتان بەشداربوون",
    "ug": "ۋەكىللەر ئۆمىكىنىڭ باشلىقى يىغىندا تېررورلۇققا قارشى ھەمكارلىق توغرىسىدا سۆزلىدى ۋە بۇ مۇھىم دەپ كۆرسەتتى",
    "en": "The head of the delegation said that the conference in Dushanbe had dealt with cooperation on borders",
    "fr": "Le chef de la délégation a dit que la conférence tenue dans la capitale traitait des frontières",
    "ru": "Глава делегации заявил, что на конференции в Душанбе говорили о сотрудничестве и это было важно",
    "tg": "Роҳбари ҳайат гуфт, ки дар конфронси Душанбе оид ба ҳамкорӣ бар зидди терроризм суҳбат шуд",
    "he": "ראש המשלחת אמר כי הוועידה עסקה בשיתוף פעולה בגבולות",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_tells_the_language_of_one_sentence(language: str) -> None:
    assert language_of(SENTENCES[language], None) == language


@pytest.mark.parametrize("language", ["ar", "fa", "ur"])
def test_what_the_page_declares_does_not_outrank_its_text(language: str) -> None:
    assert language_of(SENTENCES[language], "en-US") == language


def test_arabic_with_tatweel_marks_and_presentation_forms_is_arabic() -> None:
    printed = "أشـــاد السفيـــر بمُشاركة الكويت في المؤتمر وقال إن ﻓﺮﻳﻖ ﺍﻟﻌﻤﻞ ﻣﻌﻨﻲ ﺑﺎﻟﺘﺪﺍﺑﻴﺮ"
    assert language_of(printed, None) == "ar"


def test_arabic_typed_on_a_persian_keyboard_is_arabic() -> None:
    assert language_of(SENTENCES["ar"].replace("ي", "ی").replace("ك", "ک"), None) == "ar"


def test_a_mixed_page_is_in_the_language_of_most_of_it() -> None:
    assert language_of(SENTENCES["ar"] * 3 + " " + SENTENCES["en"], None) == "ar"
    assert language_of(SENTENCES["en"] * 3 + " " + SENTENCES["ar"], None) == "en"
    assert language_of(SENTENCES["fa"] * 3 + " " + SENTENCES["ar"], None) == "fa"


@pytest.mark.parametrize("text", ["", "   ", "82 • 00:00", "خبر"])
def test_too_little_text_has_no_language(text: str) -> None:
    assert language_of(text, "ar") == "und"


def test_the_declared_language_settles_what_the_words_leave_open() -> None:
    assert language_of("دوشنبه کویت تاجیکستان بغداد دمشق قاهره ریاض دوحه", "fa-IR") == "fa"
