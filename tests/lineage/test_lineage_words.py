"""Words: every spelling alike, every word with its printed place, stock phrases told apart."""

from lineage.stock import StockPhrases, stock_phrases
from lineage.words import Words, words_of

NONE = StockPhrases(())


def printed(body: str, words: Words) -> list[str]:
    return [body[start:end] for start, end in zip(words.starts, words.ends, strict=True)]


def test_words_keep_their_printed_place_through_marks_and_tatweel() -> None:
    body = "«تُظهر بوضوع»،\nأنّ الديبلــوماســي\u200f د.زبيد 2030"
    assert printed(body, words_of(body, NONE)) == ["تُظهر", "بوضوع", "أنّ", "الديبلــوماســي\u200f", "د", "زبيد", "2030"]


def test_spellings_of_a_word_have_one_number() -> None:
    one = words_of("مسئولة الإرهاب إلى ٢٠٣٠ ﻓﺮﻳﻖ", NONE)
    other = words_of("مسيوله الارهاب الي 2030 فريق", NONE)
    assert list(one.hashes) == list(other.hashes)


def test_a_stock_phrase_is_found_in_any_spelling_with_a_particle_before_it() -> None:
    stock = StockPhrases(["صاحب السمو", "صاحب السمو الملكي الأمير", "الأمم المتحدة"])
    body = "استقبل صاحب السُّمو الملكي الامير ضيفه وصاحب السمو وفدا للأمم المتحدة"
    words = words_of(body, stock)
    fresh = [word for word, flag in zip(printed(body, words), words.fresh, strict=True) if flag]
    assert fresh == ["استقبل", "ضيفه", "وفدا"]


def test_the_official_names_of_the_conferences_are_stock() -> None:
    names = (
        "التعاون الدولي والإقليمي في مكافحة الإرهاب ومصادر تمويله عن طريق الاتجار غير المشروع بالمخدرات"
        " والجريمة المنظمة",
        "تعزيز التعاون الدولي في مكافحة الإرهاب وبناء آليات مرنة لأمن الحدود - مرحلة الكويت من عملية دوشنبه",
        "برعاية حضرة صاحب السمو أمير البلاد الشيخ مشعل الأحمد الجابر الصباح حفظه الله ورعاه",
    )
    left = [words_of(name, stock_phrases()).fresh.count(1) for name in names]
    assert left == [0, 0, 1]
