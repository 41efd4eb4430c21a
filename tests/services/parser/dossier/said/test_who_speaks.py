"""Who speaks: whom the article names, what an office means, and who goes on."""

import pytest
from dossier_texts import PROCESS, enriched, quoted, speakers_in


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("وقال فلاديمير فورونكوف إن النتائج واضحة.", ("vladimir-voronkov", False, "إن النتائج واضحة")),
        ("وقال فلاديمير فورونكوف: «النتائج واضحة لنا جميعا».", ("vladimir-voronkov", True, "النتائج واضحة لنا جميعا")),
        ("وأعرب عبدالله اليحيا عن شكره للوفود.", ("abdullah-al-yahya", False, "عن شكره للوفود")),
        ("وأكد رئيس طاجيكستان إمام علي رحمان أن الأمن مشترك.", ("emomali-rahmon", False, "أن الأمن مشترك")),
        ("وأكدت الكويت أن الأمن مشترك.", ("kuwait", False, "أن الأمن مشترك")),
        ("وقال الدكتور ياسر العنزي إن الوفد وصل.", ("ياسر العنزي", False, "إن الوفد وصل")),
        ("وأكد حمد المشعان أهمية تبادل الخبرات.", ("hamad-al-mashaan", False, "أهمية تبادل الخبرات")),
        (
            "وأكد ممثل أمير الكويت الشيخ مشعل الأحمد، ولي العهد الشيخ صباح الخالد، أن الأمن مشترك.",
            ("sabah-al-khaled-al-sabah", False, "أن الأمن مشترك"),
        ),
    ],
)
def test_who_said_what(text: str, quote: tuple[str, bool, str]) -> None:
    assert quoted(text) == [quote]


def test_an_office_speaks_as_the_person_whom_the_article_names_with_it() -> None:
    quotes = quoted("وصل رئيس طاجيكستان إمام علي رحمان. وقال رئيس طاجيكستان إن الحدود آمنة.")

    assert [speaker for speaker, _, _ in quotes] == ["emomali-rahmon"]


def test_who_speaks_first_goes_on_speaking_though_others_are_named() -> None:
    quotes = quoted("تحدثت المديرة، وقالت الدكتورة مريم الهاشمي في حضور فلاديمير فورونكوف. وأضافت أن الأمر مهم.")

    assert quotes == [("مريم الهاشمي", False, "أن الأمر مهم")]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("قال حمد المشعان إن الأمر مهم. وأضاف البيان أن العمل مستمر.", ["hamad-al-mashaan", "البيان"]),
        ("وتقول السلطات إن العمل مستمر.", ["السلطات"]),
        ("ودعا الإعلان الدول إلى توحيد القوائم.", ["الإعلان"]),
        ("وصدر إعلان دعا إلى التدريب.", ["إعلان"]),
        (
            "قال حمد المشعان إن الأمر مهم. ودعا المشاركون إلى توحيد القوائم.",
            ["hamad-al-mashaan", "المشاركون"],
        ),
        ("وقال مصدر في وزارة الداخلية إن العمل مستمر.", ["مصدر"]),
        ("وكانت طاجيكستان قد أعلنت أن العمل مستمر.", ["tajikistan"]),
        ("دعا حمد المشعان إلى العمل. وأوضح السفير كرملاوي أن العمل مستمر.", ["hamad-al-mashaan", "كرملاوي"]),
        ("دعا حمد المشعان إلى العمل. وقال الشيخ كرملاوي في تصريح إن العمل مستمر.", ["hamad-al-mashaan", "كرملاوي"]),
    ],
)
def test_bodies_without_a_name_speak_for_themselves(text: str, speakers: list[str]) -> None:
    quotes = enriched(PROCESS, text).quotes

    assert [quote.speaker for quote in quotes] == speakers
    assert [quote.named for quote in quotes] == [speaker in ("hamad-al-mashaan", "tajikistan") for speaker in speakers]


@pytest.mark.parametrize(
    "text",
    [
        "قال حمد المشعان إن الأمر مهم. وحضر وفد من وزارة الخارجية وجهاز الأمن، أكد أهمية التنسيق.",
        "قال حمد المشعان إن الأمر مهم. وحضرت المديرة وكشفت أن العمل مستمر.",
        "قال حمد المشعان إن الأمر مهم. وعبر المسؤول الأممي عن تقديره للجهود.",
    ],
)
def test_nobody_is_quoted_with_what_someone_else_said(text: str) -> None:
    assert speakers_in(text) == ["hamad-al-mashaan"]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("ونقل الشيخ صباح الخالد تحية الأمير، وقال إن الأمر مهم.", ["sabah-al-khaled-al-sabah"]),
        ("بدوره، عرض حمد المشعان تجربة بلاده، مؤكدا أن العمل مستمر.", ["hamad-al-mashaan"] * 2),
        ("جاء ذلك في كلمة ألقاها حمد المشعان أمس. ودعا إلى توحيد القوائم.", ["hamad-al-mashaan"]),
        ("أعلن ممثل الجزائر، السفير عبد المجيد الوهراني، أن العمل مستمر.", ["عبد المجيد الوهراني"]),
        ("قال حمد المشعان إن الأمر مهم. وأضاف البيان أن العمل مستمر. وأوضح الوزير أن اللجنة ستجتمع.", None),
    ],
)
def test_who_acts_in_a_sentence_speaks_in_it(text: str, speakers: list[str] | None) -> None:
    assert speakers_in(text) == (speakers or ["hamad-al-mashaan", "البيان", "hamad-al-mashaan"])


def test_an_office_with_a_nation_means_its_holder() -> None:
    text = "وصل وزير خارجية طاجيكستان سراج الدين مهر الدين. قال حمد المشعان إن الأمر مهم. "

    assert speakers_in(text + "أما الوزير الطاجيكي فرأى أن العمل مستمر.") == [
        "hamad-al-mashaan",
        "sirojiddin-muhriddin",
    ]


def test_several_do_not_go_on_where_one_spoke() -> None:
    assert speakers_in("قال حمد المشعان إن الأمر مهم. وأصدر المجتمعون بيانا أشاروا فيه إلى الأمر.") == [
        "hamad-al-mashaan",
        "المجتمعون",
    ]
    assert speakers_in("قال حمد المشعان إن الأمر مهم. وبعد اللقاء شددوا على العمل.") == ["hamad-al-mashaan"]


def test_an_agreement_and_a_topic_of_several_are_no_speech() -> None:
    assert quoted("واتفق الجانبان على العمل المشترك. وتطرق المشاركون إلى الوضع في البحر.") == []


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        # an office without a name is whose it is printed to be
        ("وصل وزير الداخلية سالم الحمداني. وقال وزير الداخلية إن الأمر مهم.", ["سالم الحمداني"]),
        ("وصل وزير الداخلية سالم الحمداني. وتابع وزير الداخلية مؤكدا أن الأمر مهم.", ["سالم الحمداني"]),
        ("وصل المبعوث الخاص سالم الحمداني. وهنأ سعادة المبعوث الخاص الجانب القطري على الأمر.", ["سالم الحمداني"]),
        # of another nation than the one who is printed with the rest of it
        ("وصل وزير الخارجية عبدالله اليحيا. وقال وزير الخارجية الروسي إن الأمر مهم.", []),
        # who only attends does not speak
        (
            "وصل حمد المشعان. وقال حمد المشعان في الجلسة، وإلى جانبه السفير سالم الحمداني، إن الأمر مهم.",
            ["hamad-al-mashaan"],
        ),
        # what a letter tells is not said by whom it went to
        ("وحمل رسالة إلى وزير الخارجية وليد الحمداني تعرب عن الرغبة نفسها.", []),
        # whoever stands behind a comma and is alone in the sentence acts in it
        ("ودشن المؤتمر، ولي العهد الشيخ صباح الخالد، وطالب بالعمل.", ["sabah-al-khaled-al-sabah"]),
        # what others say within it is theirs, and the speaker goes on
        (
            "قال حمد المشعان إن الأمر مهم. وذكر أن المجتمع الدولي يشيد بالبلاد، منوها بأن العمل مستمر.",
            ["hamad-al-mashaan"] * 2,
        ),
    ],
)
def test_whom_an_office_means_and_who_does_not_speak(text: str, speakers: list[str]) -> None:
    found = speakers_in(text)
    assert found[: len(speakers)] == speakers
    assert set(found) <= set(speakers)


@pytest.mark.parametrize(
    "text",
    [
        "وأفادت والدة حمد المشعان أن الأمر مهم.",
        "وكانت النيابة العمومية قد أكدت أن الأمر مهم.",
        "وقال متحدث باسم السفير سالم الحمداني إن الأمر مهم.",
        "وقال Garino محامي الوفد إن الأمر مهم.",
        "ونقلت وسائل إعلام عن ضابط رفيع قوله إن الأمر مهم.",
        "وهذا يشير إلى أن الأمر مهم.",
        "ومن جهة أخرى أكدت هاجر أن الأمر مهم.",
    ],
)
def test_what_someone_else_says_is_not_given_to_who_spoke_before(text: str) -> None:
    found = speakers_in("قال السفير حمد المشعان إن العمل مستمر. " + text)

    assert found.count("hamad-al-mashaan") == 1
    assert "سالم الحمداني" not in found


def test_the_office_of_someone_speaks_and_not_they() -> None:
    assert speakers_in("وأعلن مكتب رئيس الوزراء سالم الحمداني أن الأمر مهم.") == ["مكتب رئيس الوزراء"]


def test_a_body_that_acts_in_the_sentence_before_speaks_in_the_next() -> None:
    begun = "قال حمد المشعان إن الأمر مهم. وبدأ المجلس أعماله بالثناء عليه. "

    assert speakers_in(begun + "ورأى أن العمل أساسي.") == ["hamad-al-mashaan", "المجلس"]
    assert speakers_in(begun + "وأضاف أن العمل أساسي.") == ["hamad-al-mashaan", "hamad-al-mashaan"]


@pytest.mark.parametrize(
    "text",
    [
        # the noun behind a verb is called on, and who spoke goes on
        "وحث المجتمع الدولي على العمل.",
        "ودعا المشاركين في الجلسة إلى العمل.",
        # a clause at the beginning says what is spoken of
        "وبشأن ما يجري على الحدود منذ سنوات طويلة، شدد على العمل.",
        "وردا على سؤال عن غياب بعض الدول المدعوة، أجاب أن العمل مستمر.",
        # whoever is spoken to does not speak
        "وقال الوزير أمام السفير سالم الحمداني إن العمل مستمر.",
        "وقال الوزير لدى استقباله السفير سالم الحمداني إن العمل مستمر.",
        "وذكر لدى لقائه اليوم في نيويورك السفير سالم الحمداني: «إن العمل مستمر عندنا».",
        "وذكر حين التقى أمس (السبت) في نيويورك السفير سالم الحمداني: «إن العمل مستمر عندنا».",
        # nor is thanked
        "وشكر قطر على حسن التنظيم.",
        # who is named in a clause acts there
        "وذكر الوزير، في اللقاء الذي حضره السفير سالم الحمداني: «إن العمل مستمر عندنا».",
        # to whom it was said is no part of the office
        "وشرح الوزير للحاضرين ما تم من عمل.",
        # a speech is its speaker's
        "وأضافت الكلمة أن العمل مستمر.",
    ],
)
def test_who_spoke_goes_on(text: str) -> None:
    assert speakers_in("قال الوزير حمد المشعان إن الأمر مهم. " + text) == ["hamad-al-mashaan"] * 2


def test_who_gives_a_speech_speaks_behind_it() -> None:
    led = "ويرأس الوفد الفريق سالم الحمداني. وألقى كلمة الافتتاح الأمين العام للهيئة الدكتور حمد المشعان"

    assert speakers_in(f"{led} وقال إن الأمن يعني الجميع.") == ["hamad-al-mashaan"]
    assert speakers_in(f"{led}، وشدد على أن الأمن يعني الجميع.") == ["hamad-al-mashaan"]


def test_who_is_said_to_speak_behind_a_long_office_goes_on() -> None:
    office = "معالي الأمين العام لمجلس وزراء الداخلية العرب والقائد العام لشرطة المدينة الدكتور"
    text = f"وصل الدكتور ياسر العنزي. وتحدث في الافتتاح {office} محمد كومان فشكر الحاضرين. وقال إن العمل مستمر."

    assert speakers_in(text) == ["محمد كومان"]


@pytest.mark.parametrize(
    "turned_to", ["ونبه الأسرة الدولية إلى الأمر", "وعزا المعاناة القاسية إلى الأمر", "وأوصى القيادة بأن تعمل"]
)
def test_a_mans_form_of_a_verb_is_of_no_womans_noun(turned_to: str) -> None:
    assert set(speakers_in(f"قال حمد المشعان إن الأمر مهم. {turned_to}. وأضاف أن العمل مستمر.")) == {"hamad-al-mashaan"}


def test_who_is_represented_gives_no_speech() -> None:
    represented = "ممثل أمير البلاد الشيخ مشعل الأحمد الجابر الصباح، ولي العهد الشيخ صباح الخالد الصباح"
    told = f"واطلع المجلس على ما ورد في كلمة {represented} في المؤتمر. وقد بين فيها أن الأمن مسؤولية الجميع."

    assert speakers_in(told) == ["sabah-al-khaled-al-sabah"]
    assert speakers_in("وبحسب ممثل الوزير سالم الحمداني، تبدأ الجلسات غدا صباحا.") == []


def test_whoever_begins_a_sentence_that_says_what_they_say_is_not_who_spoke_before() -> None:
    said = "قال حمد المشعان إن الأمر مهم.\n"

    assert speakers_in(said + "كورتنسكي يؤكد أن الحدود آمنة.") == ["hamad-al-mashaan"]
    assert speakers_in(said + "كما يؤكد أن الحدود آمنة.") == ["hamad-al-mashaan", "hamad-al-mashaan"]


def test_what_someone_said_as_the_speaker_tells_it_is_over_where_the_sentence_is() -> None:
    text = "قال حمد المشعان إن الأمر مهم، وذكر أن الرئيس جوزاف عون أوصى بالعمل. وتوقع أن ينتهي إلى ورقة."

    assert speakers_in(text) == ["hamad-al-mashaan", "hamad-al-mashaan", "جوزاف عون", "hamad-al-mashaan"]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        # an adjective of a nation in whatever form
        ("وصل مساعد وزير الخارجية الإماراتية سالم الحمداني. وعبر المسؤول الإماراتي عن سروره.", ["سالم الحمداني"]),
        # an office whose holder has it among others
        (
            "وفي اللقاء قال وزير الخارجية الكويتي إن الأمر مهم. "
            "ووصل الشيخ صباح الخالد الحمد الصباح نائب رئيس مجلس الوزراء الكويتي وزير الخارجية اليوم.",
            ["sabah-al-khaled-al-sabah"],
        ),
        # but not whose deputy alone is named
        (
            "قال وزير الخارجية الكويتي إن الأمر مهم. ووصل مساعد وزير الخارجية الكويتي حمد المشعان.",
            ["foreign-minister-of-kuwait"],
        ),
        # a family name that is a given one, or short, behind an honour
        ("وصل السفير حبيب عباس. وقال السفير عباس إن الأمر مهم.", ["حبيب عباس"]),
        ("وصل الرئيس جوزاف عون. وقال الرئيس عون إن الأمر مهم.", ["جوزاف عون"]),
        # whose speech or interview a sentence begins with
        ("وفي حديث لوزير الخارجية عبدالله اليحيا إلى الوكالة أمس، أكد أن الأمر مهم.", ["abdullah-al-yahya"]),
        # an office begins its sentence, and its verb follows
        ("وصل نائب الوزير سالم الحمداني. ونائب الوزير قال أيضا إن الأمر مهم.", ["سالم الحمداني"]),
        # a body has the name that stands behind it in quotation marks
        ("وذكرت صحيفة «الأيام» اليومية أن الأمر مهم.", ["صحيفة «الأيام» اليومية"]),
        # «as for» a body
        ("قال حمد المشعان إن الأمر مهم. أما الوفد القطري، فأبدى ارتياحه للعمل.", ["hamad-al-mashaan", "الوفد القطري"]),
        ("وأكد المصدر الذي رفض الكشف عن اسمه أن العمل مستمر.", ["المصدر"]),
        # the whole of an office stands before what is said
        (
            "وصل الأمين المساعد للشؤون السياسية سالم الحمداني. وأوضح الأمين المساعد للشؤون السياسية قيمة العمل.",
            ["سالم الحمداني"],
        ),
        ("وشدد الرئيسان على قيمة العمل.", ["الرئيسان"]),
        ("وزارة الداخلية تنفي وجود خلاف. وذكرت الداخلية أن العمل مستمر.", ["وزارة الداخلية", "الداخلية"]),
        # two or more agree by a verb, and one by a participle of several goes on with them
        ("واتفق الجانبان على العمل، مشددين على قيمة التعاون.", ["الجانبان"]),
        ("وأبدى الجانبان رضاهما عن العمل. ورأيا أن الأمر مهم.", ["الجانبان"] * 2),
        ("وفي الجلسة وصفه الوزير حمد المشعان بأنه خريطة طريق.", ["hamad-al-mashaan"]),
        ("جاء ذلك في تصريح أدلى به الوزير حمد المشعان أمس بين خلاله أن العمل مستمر.", ["hamad-al-mashaan"]),
        # a statement's is whose it is, though somebody is named before
        (
            "افتتح الدكتور ياسر العنزي اللقاء. ويأتي بعد بيان لمجلس الأمن الدولي شدد فيه على العمل معا.",
            ["security-council"],
        ),
        ("وصدر بيان لوزارة الداخلية أكدت فيه أن الأمر مهم.", ["وزارة الداخلية"]),
        ("ونشر تصريح للوزير سالم الحمداني شدد فيه على أن الأمر مهم.", ["سالم الحمداني"]),
        ("وتولى الوزير سالم الحمداني إلقاء كلمة بلاده. وقال إن العمل مستمر.", ["سالم الحمداني"]),
        # whom the dossier knows to hold an office is meant by it, where the article names them
        (
            "التقى الوفد إمام علي رحمان. وقال حمد المشعان إن الأمر مهم. أما الرئيس الطاجيكي فذكر أن العمل مستمر.",
            ["hamad-al-mashaan", "emomali-rahmon"],
        ),
        # whom somebody turns to, or in whose name, does not speak
        (
            "قال الجنرال سالم كرملاوي إن العمل مستمر. وتوجه إلى الشيخ ياسر العنزي بالثناء، وأعرب عن شكره.",
            ["سالم كرملاوي"] * 2,
        ),
        (
            "قاد سالم الحمداني، الأمين العام المساعد للشؤون السياسية، الوفد. وتحدث الأمين العام المساعد للشؤون "
            "السياسية باسم الأمين العام للمنظمة، السيد ياسر العنزي، فقال إن الأمر مهم.",
            ["سالم الحمداني"],
        ),
        ("وشدد كل من الوزير حمد المشعان، والسفير ياسر العنزي، على قيمة العمل.", ["hamad-al-mashaan"]),
        (
            "قال السفير سالم كرملاوي إن الأمر مهم. وشكر سمو ولي العهد وسمو رئيس مجلس الوزراء على سعيهم. "
            "وشكر الوزير حمد المشعان على حضوره.",
            ["سالم كرملاوي"] * 3,
        ),
        ("وشكر الوزير حمد المشعان الوفود على حضورها.", ["hamad-al-mashaan"]),
        # nor is an invitation speech
        ("ودعا الوزير حمد المشعان الوفود إلى مأدبة عشاء.", []),
        # and «these» are others
        ("قال حمد المشعان إن الأمر مهم. وتعلن هذه الجماعات مسؤوليتها عن الأمر.", ["hamad-al-mashaan"]),
        ("وشرح الوزير حمد المشعان للسفير ياسر العنزي ما جرى في الجلسة.", ["hamad-al-mashaan"]),
        (
            "رعى الشيخ ياسر العنزي اللقاء. واستهل رئيس الدورة العاشرة للمجلس، وكيل وزارة الداخلية سالم كرملاوي، اللقاء "
            "بقوله: «إن العمل مستمر منذ أشهر».",
            ["سالم كرملاوي"],
        ),
        (
            "قال حمد المشعان إن الأمر مهم. وأبلغ الحاضرين أولا تحيات رئيس مجلس الوزراء القائد العام ياسر العنزي، وقال "
            "إن العمل مستمر.",
            ["hamad-al-mashaan"],
        ),
        ("ومن أقوال الرئيس إمام علي رحمن: «نحن شركاء في هذا العمل».", ["emomali-rahmon"]),
    ],
)
def test_who_is_heard_besides(text: str, speakers: list[str]) -> None:
    assert speakers_in(text) == speakers


@pytest.mark.parametrize(
    "text",
    [
        # who is named first speaks only where nobody has yet
        "التقى حمد المشعان الوفود. وقال متحدث إن الأمر مهم. وانتقد لوبان بشدة ما جرى. وذكرت هاجر أن العمل مستمر.",
        # nor does a body that is led
        "وقاد وفد البلاد وكيل الوزارة. وأثنى على العمل.",
        # of what a text has in it, and not of who spoke before
        "قال متحدث إن الأمر مهم. والتقى حمد المشعان الوفود. ووزعت ورقة، ومما جاء فيها أن العمل مستمر.",
    ],
)
def test_nobody_is_made_a_speaker_by_being_named(text: str) -> None:
    assert not {"hamad-al-mashaan", "وفد البلاد"} & {*speakers_in(text)}


def test_those_whom_several_warn_do_not_speak() -> None:
    assert speakers_in("وفي الجلسة يحذرون الدول من الخطر.") == []


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("وطالبت السلطات الطاجيكية الجيران بأن يعملوا، مشددة على العمل.", ["السلطات الطاجيكية", "السلطات الطاجيكية"]),
        ("وطالبت الوزارة المواطنين بالعمل.", ["الوزارة"]),
        ("قال حمد المشعان كلمة. وقال واثقا إن العمل مستمر.", ["hamad-al-mashaan"]),
        ("وقال نائب أمين مجلس الأمن القومي الأوزبكي إن العمل مستمر.", ["نائب أمين مجلس الأمن القومي الأوزبكي"]),
        ("ومن مهام المكتب أن ينبه الناس إلى ما في الأمر من خطر.", []),
        (
            "وألح حمد المشعان على العمل، كما ناشد الحكومات أن تعمل.\nوتابع أن العمل مستمر.",
            ["hamad-al-mashaan"] * 3,
        ),
        ("وأعلن مقر الأمم المتحدة في بيان أن العمل مستمر.", ["مقر الأمم المتحدة"]),
        ("وعرض حمد المشعان، وإلى جانبه ياسر العنزي، أبرز ما خلص إليه المجتمعون.", ["hamad-al-mashaan"]),
        ("دعت الكويت مجلس وزراء العدل إلى العمل.", ["kuwait"]),
        ("قالت الوزيرة هند العلي كلمة. ودعت قطر إلى العمل.", ["هند العلي"]),
        ("حضر الوزير حمد المشعان، وقد قال إن العمل مستمر.", ["hamad-al-mashaan"]),
        ("قال حمد المشعان كلمة. وأبلغهما أن العمل مستمر.", ["hamad-al-mashaan"]),
        ("وجاء عن قصر الإليزيه أن العمل مستمر.", ["قصر الإليزيه"]),
        ("أكدت الكويت وطاجيكستان مجددا عزمهما على العمل.", ["kuwait"]),
        (
            "ذكر حمد المشعان أن الأمر يأتي وقد خلص العراق من التنظيم، وقال إن العمل مستمر.",
            ["hamad-al-mashaan", "hamad-al-mashaan"],
        ),
        (
            "ذكرت المنظمة في بيان أن حمد المشعان وصل، ونقلت عنه قوله «إن العمل مستمر منذ أشهر».",
            ["المنظمة"],
        ),
        (
            "حضر الوزير حمد المشعان. وخلال الدورة، كان سعادة ياسر العنزي من المتحدثين، فعرض ما تم من عمل.",
            ["ياسر العنزي"],
        ),
        (
            "وصل السفير ياسر العنزي رئيس المكتب في طاجيكستان. وقال ياسر العنزي إن الأمر مهم. "
            "وقال رئيس وكالة الأمن الطاجيكية إن العمل مستمر.",
            ["ياسر العنزي", "رئيس وكالة الأمن الطاجيكية"],
        ),
        (
            "التقى وزير خارجية طاجيكستان سراج الدين مهر الدين وزير الخارجية الأفغاني أمير خان متقي. "
            "وقال متقي إن الأمر مهم. ورأى وزير الخارجية أن العمل مستمر.",
            ["amir-khan-muttaqi", "amir-khan-muttaqi"],
        ),
    ],
)
def test_bodies_that_call_on_others_and_words_that_mean_something_else(text: str, speakers: list[str]) -> None:
    assert speakers_in(text) == speakers
