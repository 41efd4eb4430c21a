"""Who speaks without a name, as printed, and whose words someone relays."""

import pytest
from dossier_texts import PROCESS, enriched, quoted, speakers_in


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("وقال المحتجون إن العمل مستمر.", "المحتجون"),
        ("وقال متحدث باسم الحزب إن العمل مستمر.", "متحدث باسم الحزب"),
        ("وأوضح الخبير الأمني في الجامعة أن العمل مستمر.", "الخبير الأمني في الجامعة"),
        ("وقال مساعد وزير الخارجية الصيني إن العمل مستمر.", "مساعد وزير الخارجية الصيني"),
        ("وقال يوم الاثنين متحدثون عسكريون إن العمل مستمر.", "متحدثون عسكريون"),
        ("وأعلنت الشركة التي تدير الميناء أن العمل مستمر.", "الشركة"),
        ("وأكدت واشنطن أن العمل مستمر.", "واشنطن"),
        ("وذكرت رويترز أن العمل مستمر.", "رويترز"),
        ("واعتبرت «ستار أند سبايس»، أن العمل مستمر.", "ستار أند سبايس"),
        ("وقال سيغرت إن العمل مستمر.", "سيغرت"),
        ("وصرح المتحدث الأمني بوزارة الداخلية بأن العمل مستمر.", "المتحدث الأمني"),
        ("من جهتها، أشادت نائبة رئيس الوحدة بأن العمل مستمر.", "نائبة رئيس الوحدة"),
        ("وقد أعلن الرئيس الفرنسي أن العمل مستمر.", "الرئيس الفرنسي"),
        ("وكانت النيابة العامة في باريس قد أكدت أن العمل مستمر.", "النيابة العامة في باريس"),
        ("وذكرت قيادة حرس الحدود أن العمل مستمر.", "قيادة حرس الحدود"),
    ],
)
def test_who_has_no_name_speaks_as_printed(text: str, speaker: str) -> None:
    (quote,) = enriched(PROCESS, text).quotes

    assert (quote.speaker, quote.named) == (speaker, False)
    assert "العمل مستمر" in quote.surface


@pytest.mark.parametrize(
    "text",
    [
        "وكشف الفيديو المنشور عن المكان.",
        "ولا شيء هناك يدل على أن العمل مستمر.",
        "وقال الوزير الضيف إن العمل مستمر.",
        "ودعا المشاركين إلى أن يستمر العمل.",
        "وتنقل الطائرات المساعدات إلى أن ينتهي العمل.",
    ],
)
def test_a_noun_behind_a_verb_need_not_speak(text: str) -> None:
    assert quoted(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "وأبلغ رئيس الأمن العام الحاضرين تحيات الشيخ حمد المشعان وأن العمل مستمر.",
        "وأعلنت الجبهة الوطنية نبأ وفاة والد السيد حمد المشعان، وأن العمل مستمر.",
        "وجاءت تصريحات المفتي التي اتهم فيها السفير حمد المشعان بوقف العمل.",
        "وكانت القيادة المشتركة قد أعلنت أمس وصول السفير حمد المشعان وأن العمل مستمر.",
    ],
)
def test_whom_someone_tells_of_does_not_speak(text: str) -> None:
    assert "hamad-al-mashaan" not in speakers_in(text)


def test_a_minister_is_known_by_the_nation_of_the_office_that_is_printed_with_the_name() -> None:
    text = "وصل وزير خارجية النرويج، سيغرت هانسن، أمس. وصرح الوزير النرويجي أن العمل مستمر."

    assert speakers_in(text) == ["سيغرت هانسن"]


def test_who_stands_for_a_head_of_state_is_not_the_head_of_state() -> None:
    quotes = enriched(PROCESS, "وأكد ممثل أمير البلاد الشيخ مشعل الأحمد الجابر الصباح، أن العمل مستمر.")

    assert [one.speaker for one in quotes.quotes] == ["ممثل أمير البلاد"]
    assert [one.role for one in quotes.actors if one.id == "mishal-al-ahmad-al-sabah"] == ["أمير البلاد"]


def test_a_name_of_two_unlisted_words_speaks_for_itself() -> None:
    text = "قال حمد المشعان إن الأمر مهم. وقال إحسان كرملاو: هذا العمل مستمر منذ أشهر."

    assert speakers_in(text) == ["hamad-al-mashaan", "إحسان كرملاو"]


def test_who_had_said_something_is_not_the_state_of_their_office() -> None:
    assert speakers_in("وكان نائب رئيس مجلس الأمن الروسي - سالم كرملاوي قد ذكر أن العمل مستمر.") == ["سالم كرملاوي"]


def test_who_has_no_name_goes_on() -> None:
    text = "قال مسؤول عسكري إن الحدود آمنة. وأضاف أن العمل مستمر. وأكد المسؤول أن الخطة جاهزة."

    assert speakers_in(text) == ["مسؤول عسكري"] * 3


def test_a_word_of_a_persons_name_is_theirs() -> None:
    text = "حضر وزير الخارجية الصيني، ليو بين، أمس. وقال ليو إن العمل مستمر. وأكد الدكتور ليو أن الخطة جاهزة."

    assert speakers_in(text) == ["ليو بين", "ليو بين"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("ونقلت وكالة الأنباء عن حمد المشعان أن العمل مستمر.", "hamad-al-mashaan"),
        ("ونقلت وكالة الأنباء عن مصدر أمني قوله إن العمل مستمر.", "مصدر أمني"),
        ("ونسبت القناة إلى المتحدث باسم الحزب أن العمل مستمر.", "المتحدث باسم الحزب"),
        ("وأضاف حمد المشعان، مساء الأربعاء، قوله «إن العمل مستمر ولن يتوقف».", "hamad-al-mashaan"),
    ],
)
def test_what_is_relayed_is_whose_it_is(text: str, speaker: str) -> None:
    assert speakers_in(text) == [speaker]


def test_what_someone_carries_is_no_speech() -> None:
    text = "نقل حمد المشعان إلى الحاضرين تحيات الأمير، وقال إن العمل مستمر."

    assert quoted(text) == [("hamad-al-mashaan", False, "إن العمل مستمر")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("أوقفت وحدة أمنية شخصا قرب الحدود وفق ما ذكره اليوم السبت مصدر أمني.", "أوقفت وحدة أمنية شخصا قرب الحدود"),
        ("وبحسب «رويترز»، فإن العمل مستمر منذ أشهر.", "فإن العمل مستمر منذ أشهر"),
        ("ووفقا لما أعلنته الوزارة، يستمر العمل شهرا.", "يستمر العمل شهرا"),
    ],
)
def test_an_account_has_its_teller(text: str, said: str) -> None:
    ((_, _, surface),) = quoted(text)

    assert surface == said


def test_who_gives_a_speech_says_what_is_in_it() -> None:
    text = (
        "قال حمد المشعان إن العمل مستمر. "
        "وأثناء الجلسة، ألقى الدكتور محمد بن علي كومان، الأمين العام للمجلس، خطابا رحب فيه بالجميع، معربا عن امتنانه."
    )

    assert speakers_in(text) == ["hamad-al-mashaan", "mohammed-bin-ali-koman", "mohammed-bin-ali-koman"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("وقال عدد من أولياء الأمور إن العمل مستمر.", "عدد من أولياء الأمور"),
        ("وروى أحد الناجين أن العمل مستمر.", "أحد الناجين"),
        ("وقال مصور من الوكالة إن العمل مستمر.", "مصور من الوكالة"),
        ("وقالت الشرطة في البيان «إن العمل مستمر منذ أشهر».", "الشرطة"),
        ("وقالت المصادر لوكالة الأنباء (د. ب. أ) إن العمل مستمر.", "المصادر"),
        ("واستدعت وزارة الخارجية السفير، معربة عن أن العمل مستمر.", "وزارة الخارجية"),
        ("وأعلنت المؤسسة العامة للتدريب التقني استئناف العمل وأن العمل مستمر.", "المؤسسة العامة للتدريب التقني"),
    ],
)
def test_several_and_bodies_speak_as_printed(text: str, speaker: str) -> None:
    quotes = enriched(PROCESS, text).quotes

    assert [quote.speaker for quote in quotes] == [speaker]
    assert "العمل مستمر" in quotes[0].surface


@pytest.mark.parametrize(
    ("before", "text", "speaker"),
    [
        (
            "وصل الرئيس اليمني عبدربه هادي ومعه نائب الرئيس اليمني رئيس مجلس الوزراء، خالد سلمان.",
            "وأكد الرئيس اليمني، أن العمل مستمر.",
            "عبدربه هادي",
        ),
        ("بعث الملك سلماوي بن راشد برقية تهنئة.", "وأعرب الملك المفدى عن أن العمل مستمر.", "سلماوي بن راشد"),
        ("وصل الدكتور سلماوي هادي.", "وقال هادي ” إن العمل مستمر ولن يتوقف أبدا”.", "سلماوي هادي"),
    ],
)
def test_whose_office_or_name_it_is(before: str, text: str, speaker: str) -> None:
    assert speakers_in(f"{before} {text}") == [speaker]


def test_a_word_of_honour_is_nothing_that_is_said() -> None:
    said = quoted("وكشف صاحب السمو الملكي الأمير سلماوي بن راشد رئيس مجلس إدارة الجمعية أن العمل مستمر.")

    assert said == [("سلماوي بن راشد", False, "أن العمل مستمر")]
