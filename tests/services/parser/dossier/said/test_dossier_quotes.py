"""Speech is tied to its speaker, direct in quotation marks, reported behind «أن»."""

import pytest
from dossier_texts import enriched

PROCESS = "عملية دوشنبه لمكافحة الإرهاب."


def _quotes(text: str) -> list[tuple[str, bool, str]]:
    return [(quote.speaker, quote.direct, quote.surface) for quote in enriched(PROCESS, text).quotes]


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
    assert _quotes(text) == [quote]


def test_a_participle_goes_on_with_the_same_speaker() -> None:
    quotes = _quotes("قال حمد المشعان إن البلدين صديقان، مشيرا إلى أن اللجنة ستجتمع.")

    assert quotes == [
        ("hamad-al-mashaan", False, "إن البلدين صديقان"),
        ("hamad-al-mashaan", False, "إلى أن اللجنة ستجتمع"),
    ]


def test_an_office_speaks_as_the_person_whom_the_article_names_with_it() -> None:
    quotes = _quotes("وصل رئيس طاجيكستان إمام علي رحمان. وقال رئيس طاجيكستان إن الحدود آمنة.")

    assert [speaker for speaker, _, _ in quotes] == ["emomali-rahmon"]


def test_a_speech_ends_where_someone_else_begins_to_speak() -> None:
    quotes = _quotes("قال حمد المشعان إن الأمر مهم، فيما أكد فلاديمير فورونكوف أن العمل مستمر.")

    assert [(speaker, surface) for speaker, _, surface in quotes] == [
        ("hamad-al-mashaan", "إن الأمر مهم"),
        ("vladimir-voronkov", "أن العمل مستمر"),
    ]


def test_titles_in_quotation_marks_are_no_speech() -> None:
    text = "وشارك حمد المشعان في المؤتمر، وقال إنه عقد في العاصمة تحت عنوان «التعاون الدولي في أمن الحدود»."

    assert [direct for _, direct, _ in _quotes(text)] == [False]


def test_who_speaks_first_goes_on_speaking_though_others_are_named() -> None:
    quotes = _quotes("تحدثت المديرة، وقالت الدكتورة مريم الهاشمي في حضور فلاديمير فورونكوف. وأضافت أن الأمر مهم.")

    assert quotes == [("مريم الهاشمي", False, "أن الأمر مهم")]


@pytest.mark.parametrize(
    "text",
    [
        "وأكد حمد المشعان على هامش الاجتماع.",
        "تحدث حمد المشعان مطولا، مما يؤكد أهمية الأمر.",
        "جرت محادثات حمد المشعان بين الجانبين بعد أن وصل الوفد.",
    ],
)
def test_prepositions_open_no_speech(text: str) -> None:
    assert _quotes(text) == []


def test_who_tells_what_another_said_is_quoted_with_it_whole() -> None:
    quotes = _quotes("ذكر حمد المشعان أن الوكيل فلاديمير فورونكوف، قال إن العمل مستمر.")

    assert [(speaker, surface) for speaker, _, surface in quotes] == [
        ("hamad-al-mashaan", "أن الوكيل فلاديمير فورونكوف، قال إن العمل مستمر"),
        ("vladimir-voronkov", "إن العمل مستمر"),
    ]


def test_a_name_in_straight_signs_does_not_end_what_is_quoted_in_them() -> None:
    quotes = _quotes('قال حمد المشعان "إن الهجمات من وجوه "الحرب الهجينة" اليوم". ثم غادر.')

    assert quotes == [("hamad-al-mashaan", True, 'إن الهجمات من وجوه "الحرب الهجينة')]


def test_a_sign_that_closes_opens_no_speech() -> None:
    quotes = _quotes(
        'قال حمد المشعان "إن الوفود وصلت ولا خلاف بينها وبين أهلها". أما الحدود فذكر الوزير "إنها آمنة ليلا ونهارا".'
    )

    assert [surface for _, _, surface in quotes] == [
        "إن الوفود وصلت ولا خلاف بينها وبين أهلها",
        "إنها آمنة ليلا ونهارا",
    ]


def _speakers(text: str) -> list[str]:
    return [speaker for speaker, _, _ in _quotes(text)]


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
    ],
)
def test_bodies_without_a_name_speak_for_themselves(text: str, speakers: list[str]) -> None:
    quotes = enriched(PROCESS, text).quotes

    assert [quote.speaker for quote in quotes] == speakers
    assert [quote.named for quote in quotes] == [speaker in ("hamad-al-mashaan", "tajikistan") for speaker in speakers]


@pytest.mark.parametrize(
    "text",
    [
        "قال حمد المشعان إن الأمر مهم. من جهتها، أشادت نائبة رئيس الوحدة بالتنظيم.",
        "قال حمد المشعان إن الأمر مهم. وحضر وفد من وزارة الخارجية وجهاز الأمن، أكد أهمية التنسيق.",
        "قال حمد المشعان إن الأمر مهم. وحضرت المديرة وكشفت أن العمل مستمر.",
        "قال حمد المشعان إن الأمر مهم. وذكر فورونكوف أن العمل مستمر.",
        "قال حمد المشعان إن الأمر مهم. وعبر المسؤول الأممي عن تقديره للجهود.",
    ],
)
def test_nobody_is_quoted_with_what_someone_else_said(text: str) -> None:
    assert _speakers(text) == ["hamad-al-mashaan"]


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
    assert _speakers(text) == (speakers or ["hamad-al-mashaan", "البيان", "hamad-al-mashaan"])


def test_an_office_with_a_nation_means_its_holder() -> None:
    text = "وصل وزير خارجية طاجيكستان سراج الدين مهر الدين. قال حمد المشعان إن الأمر مهم. "

    assert _speakers(text + "أما الوزير الطاجيكي فرأى أن العمل مستمر.") == ["hamad-al-mashaan", "sirojiddin-muhriddin"]


@pytest.mark.parametrize(
    ("title", "speaker", "verb", "said"),
    [
        ("المشعان: الكويت شريك في منع تنقل الإرهابيين", "hamad-al-mashaan", ":", "الكويت شريك في منع تنقل الإرهابيين"),
        ("مسؤول أممي: الحدود أولوية", "مسؤول أممي", ":", "الحدود أولوية"),
        ("الكويت تؤكد أهمية التعاون", "kuwait", "تؤكد", "أهمية التعاون"),
    ],
)
def test_headlines_quote(title: str, speaker: str, verb: str, said: str) -> None:
    quotes = enriched(PROCESS, "وصل حمد المشعان أمس.", title=title).quotes

    assert [(one.speaker, one.verb, one.surface, one.field) for one in quotes] == [(speaker, verb, said, "title")]


def test_a_place_before_a_colon_is_where_a_report_comes_from() -> None:
    assert enriched(PROCESS, title="الكويت: انطلاق المؤتمر الرابع").quotes == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("وأشاد حمد المشعان بالتعاون بين البلدين.", "بالتعاون بين البلدين"),
        ("وحذر حمد المشعان من خطر الإرهاب.", "من خطر الإرهاب"),
        ("وحث حمد المشعان الدول على التعاون.", "على التعاون"),
    ],
)
def test_praise_warnings_and_calls_are_speech(text: str, said: str) -> None:
    assert _quotes(text) == [("hamad-al-mashaan", False, said)]


def test_between_is_no_verb_of_speech() -> None:
    text = "طالب حمد المشعان بعدم الخلط بين النضال وبين الإرهاب، مؤكدا أن الأمر مهم. وبيّن حمد المشعان أن العمل مستمر."

    assert [said for _, _, said in _quotes(text)] == [
        "بعدم الخلط بين النضال وبين الإرهاب",
        "أن الأمر مهم",
        "أن العمل مستمر",
    ]


def test_what_stands_before_a_pause_of_time_opens_no_speech() -> None:
    assert _quotes("ذكر حمد المشعان الحضور قبل أن يغادر القاعة.") == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("وبحسب مصدر رسمي، تبدأ الجلسات غدا صباحا.", ("مصدر رسمي", "بحسب", "تبدأ الجلسات غدا صباحا")),
        (
            "ووفق بيان الخارجية الكويتية يأتي اللقاء بعد عامين.",
            ("بيان الخارجية الكويتية", "وفق", "يأتي اللقاء بعد عامين"),
        ),
        ("ووفقا لوكالة الأنباء (كونا)، تبدأ الجلسات غدا.", ("وكالة الأنباء", "وفقا ل", "تبدأ الجلسات غدا")),
        ("وبحسب السفير حمد المشعان، تبدأ الجلسات غدا.", ("hamad-al-mashaan", "بحسب", "تبدأ الجلسات غدا")),
        ("تبدأ الجلسات غدا، بحسب مصدر رسمي.", ("مصدر رسمي", "بحسب", "تبدأ الجلسات غدا")),
        (
            "وتبدأ، بحسب مصدر رسمي، جلسات اليوم الثاني.",
            ("مصدر رسمي", "بحسب", "وتبدأ، بحسب مصدر رسمي، جلسات اليوم الثاني"),
        ),
    ],
)
def test_by_whose_account(text: str, quote: tuple[str, str, str]) -> None:
    assert [(one.speaker, one.verb, one.surface) for one in enriched(PROCESS, text).quotes] == [quote]


@pytest.mark.parametrize(
    "text",
    [
        "وسار الوفد بحسب الخطة المعدة للزيارة.",
        "ووفق الطريقة نفسها تبدأ الجلسات غدا.",
        "وبحسب ما تيسر من وقت تبدأ الجلسات.",
    ],
)
def test_by_something_is_nobodys_account(text: str) -> None:
    assert _quotes(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("واستعرض حمد المشعان نتائج العمل.", "نتائج العمل"),
        ("واقترح السفير حمد المشعان إنشاء مركز.", "إنشاء مركز"),
        ("وأعلن حمد المشعان اليوم الخميس تشكيل فريق.", "تشكيل فريق"),
        ("وقال حمد المشعان كلمة، متمنيا النجاح للحضور.", "النجاح للحضور"),
        ("وأكد حمد المشعان مجددا أن الأمر مهم.", "أن الأمر مهم"),
        ("وفي كلمته، عرض حمد المشعان ما تم من عمل.", "ما تم من عمل"),
    ],
)
def test_what_is_said_may_be_a_noun(text: str, said: str) -> None:
    assert [one[2] for one in _quotes(text)] == [said]


def test_several_do_not_go_on_where_one_spoke() -> None:
    assert _speakers("قال حمد المشعان إن الأمر مهم. وأصدر المجتمعون بيانا أشاروا فيه إلى الأمر.") == [
        "hamad-al-mashaan",
        "المجتمعون",
    ]
    assert _speakers("قال حمد المشعان إن الأمر مهم. وبعد اللقاء شددوا على العمل.") == ["hamad-al-mashaan"]


def test_an_agreement_and_a_topic_of_several_are_no_speech() -> None:
    assert _quotes("واتفق الجانبان على العمل المشترك. وتطرق المشاركون إلى الوضع في البحر.") == []


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
    found = _speakers(text)
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
    found = _speakers("قال السفير حمد المشعان إن العمل مستمر. " + text)

    assert found.count("hamad-al-mashaan") == 1
    assert "سالم الحمداني" not in found


def test_the_office_of_someone_speaks_and_not_they() -> None:
    assert _speakers("وأعلن مكتب رئيس الوزراء سالم الحمداني أن الأمر مهم.") == ["مكتب رئيس الوزراء"]


def test_a_body_that_acts_in_the_sentence_before_speaks_in_the_next() -> None:
    begun = "قال حمد المشعان إن الأمر مهم. وبدأ المجلس أعماله بالثناء عليه. "

    assert _speakers(begun + "ورأى أن العمل أساسي.") == ["hamad-al-mashaan", "المجلس"]
    assert _speakers(begun + "وأضاف أن العمل أساسي.") == ["hamad-al-mashaan", "hamad-al-mashaan"]


def test_a_title_behind_a_preposition_is_no_speech() -> None:
    assert _quotes('وقال حمد المشعان أمام مؤتمر "أمن الحدود وإدارتها في آسيا الوسطى والجوار" كلمة قصيرة.') == []


@pytest.mark.parametrize(
    "text",
    [
        "وذكر حمد المشعان في بيان طويل ما جرى هناك.",  # بيان is no «with …»
        "وقال حمد المشعان كلمة ورحب بانضمام أعضاء جدد وبنقل الرئاسة.",  # جدد is «new» here
        "وأكد الإعلان الختامي الصادر أمس ما تقدم.",  # الصادر describes who speaks
    ],
)
def test_what_looks_like_the_beginning_of_speech(text: str) -> None:
    assert [said for _, _, said in _quotes(text) if said.startswith(("بيان", "وبنقل", "الصادر"))] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("قال حمد المشعان إن الأمر مهم مبينا أن العمل مستمر.", "إن الأمر مهم"),
        ("قال حمد المشعان إن الأمر مهم ومشددا على العمل.", "إن الأمر مهم"),
        ("قال حمد المشعان إن الأمر مهم، ومضى قائلا إن العمل مستمر.", "إن الأمر مهم"),
    ],
)
def test_a_participle_ends_what_was_said_before_it(text: str, said: str) -> None:
    assert _quotes(text)[0][2] == said


def test_a_dot_without_a_space_ends_what_is_said() -> None:
    assert _quotes("وأكد حمد المشعان أن الأمر مهم.ويناقش المشاركون المشروع.") == [
        ("hamad-al-mashaan", False, "أن الأمر مهم")
    ]


def test_lines_that_begin_with_their_speaker_are_speech() -> None:
    lines = (
        "وصل حمد المشعان أمس.",
        "• السفير حمد المشعان: الحدود آمنة تماما هذا العام.",
        "المشعان: نريد أن نكون شركاء في العمل.",
        "البرنامج: كلمة حمد المشعان ثم الغداء والاستراحة",
    )

    assert [(one.speaker, one.surface) for one in enriched(PROCESS, *lines).quotes] == [
        ("hamad-al-mashaan", "الحدود آمنة تماما هذا العام"),
        ("hamad-al-mashaan", "نريد أن نكون شركاء في العمل"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("وأعاد حمد المشعان تأكيد عزم البلاد على العمل.", "تأكيد عزم البلاد على العمل"),
        ("وأعاد حمد المشعان الوثيقة إلى صاحبها أمس.", None),
        ("وأعاد حمد المشعان اهتمام الحضور بالأمر.", None),
        ("وذهب حمد المشعان إلى أن العمل أساسي.", "أن العمل أساسي"),
        ("وذهب حمد المشعان إلى العاصمة أمس.", None),
        ("وتعهد حمد المشعان بمواصلة العمل.", "بمواصلة العمل"),
    ],
)
def test_verbs_that_are_of_speech_by_what_they_open(text: str, said: str | None) -> None:
    assert [one[2] for one in _quotes(text)] == ([said] if said else [])


def test_a_headline_may_name_the_outlet_that_was_spoken_to() -> None:
    quotes = enriched(PROCESS, "وصل حمد المشعان أمس.", title="المشعان لـ«الراي»: الحدود آمنة تماما").quotes

    assert [(one.speaker, one.surface) for one in quotes] == [("hamad-al-mashaan", "الحدود آمنة تماما")]
