"""What is said: where it begins, direct and reported, and where it ends."""

import pytest
from dossier_texts import PROCESS, enriched, quoted


def test_a_participle_goes_on_with_the_same_speaker() -> None:
    quotes = quoted("قال حمد المشعان إن البلدين صديقان، مشيرا إلى أن اللجنة ستجتمع.")

    assert quotes == [
        ("hamad-al-mashaan", False, "إن البلدين صديقان"),
        ("hamad-al-mashaan", False, "إلى أن اللجنة ستجتمع"),
    ]


def test_a_speech_ends_where_someone_else_begins_to_speak() -> None:
    quotes = quoted("قال حمد المشعان إن الأمر مهم، فيما أكد فلاديمير فورونكوف أن العمل مستمر.")

    assert [(speaker, surface) for speaker, _, surface in quotes] == [
        ("hamad-al-mashaan", "إن الأمر مهم"),
        ("vladimir-voronkov", "أن العمل مستمر"),
    ]


def test_titles_in_quotation_marks_are_no_speech() -> None:
    text = "وشارك حمد المشعان في المؤتمر، وقال إنه عقد في العاصمة تحت عنوان «التعاون الدولي في أمن الحدود»."

    assert [direct for _, direct, _ in quoted(text)] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "وأكد حمد المشعان على هامش الاجتماع.",
        "تحدث حمد المشعان مطولا، مما يؤكد أهمية الأمر.",
        "جرت محادثات حمد المشعان بين الجانبين بعد أن وصل الوفد.",
    ],
)
def test_prepositions_open_no_speech(text: str) -> None:
    assert quoted(text) == []


def test_who_tells_what_another_said_is_quoted_with_it_whole() -> None:
    quotes = quoted("ذكر حمد المشعان أن الوكيل فلاديمير فورونكوف، قال إن العمل مستمر.")

    assert [(speaker, surface) for speaker, _, surface in quotes] == [
        ("hamad-al-mashaan", "أن الوكيل فلاديمير فورونكوف، قال إن العمل مستمر"),
        ("vladimir-voronkov", "إن العمل مستمر"),
    ]


def test_a_name_in_straight_signs_does_not_end_what_is_quoted_in_them() -> None:
    quotes = quoted('قال حمد المشعان "إن الهجمات من وجوه "الحرب الهجينة" اليوم". ثم غادر.')

    assert quotes == [("hamad-al-mashaan", True, 'إن الهجمات من وجوه "الحرب الهجينة')]


def test_a_sign_that_closes_opens_no_speech() -> None:
    quotes = quoted(
        'قال حمد المشعان "إن الوفود وصلت ولا خلاف بينها وبين أهلها". أما الحدود فذكر الوزير "إنها آمنة ليلا ونهارا".'
    )

    assert [surface for _, _, surface in quotes] == [
        "إن الوفود وصلت ولا خلاف بينها وبين أهلها",
        "إنها آمنة ليلا ونهارا",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("وأشاد حمد المشعان بالتعاون بين البلدين.", "بالتعاون بين البلدين"),
        ("وحذر حمد المشعان من خطر الإرهاب.", "من خطر الإرهاب"),
        ("وحث حمد المشعان الدول على التعاون.", "على التعاون"),
    ],
)
def test_praise_warnings_and_calls_are_speech(text: str, said: str) -> None:
    assert quoted(text) == [("hamad-al-mashaan", False, said)]


def test_between_is_no_verb_of_speech() -> None:
    text = "طالب حمد المشعان بعدم الخلط بين النضال وبين الإرهاب، مؤكدا أن الأمر مهم. وبيّن حمد المشعان أن العمل مستمر."

    assert [said for _, _, said in quoted(text)] == [
        "بعدم الخلط بين النضال وبين الإرهاب",
        "أن الأمر مهم",
        "أن العمل مستمر",
    ]


def test_what_stands_before_a_pause_of_time_opens_no_speech() -> None:
    assert quoted("ذكر حمد المشعان الحضور قبل أن يغادر القاعة.") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("واستعرض حمد المشعان نتائج العمل.", "نتائج العمل"),
        ("واقترح السفير حمد المشعان إنشاء مركز.", "إنشاء مركز"),
        ("وأعلن حمد المشعان اليوم الخميس تشكيل فريق.", "تشكيل فريق"),
        ("وقال حمد المشعان كلمة، متمنيا النجاح للحضور.", "النجاح للحضور"),
        ("وأكد حمد المشعان مجددا أن الأمر مهم.", "أن الأمر مهم"),
        ("وفي كلمته، عرض حمد المشعان ما تم من عمل.", "ما تم من عمل"),
        ("وأبدى حمد المشعان، في زيارة لم تطل، رغبته في العمل.", "رغبته في العمل"),
        ("وذكر حمد المشعان، ممثل المكتب المعني بالمخدرات، أن العمل مستمر.", "أن العمل مستمر"),
        ("وأبدى حمد المشعان، وهو يخاطب الحضور، شكره للجميع.", "شكره للجميع"),
        ("من جهته، عبر حمد المشعان عن امتنانه.", "عن امتنانه"),
        ("وكتب حمد المشعان على صفحته أن العمل مستمر.", "أن العمل مستمر"),
        ("ومما قاله حمد المشعان: «العمل مستمر منذ أشهر».", "العمل مستمر منذ أشهر"),
        ("وأفاد حرس الحدود في البلاد، بأن العمل مستمر.", "بأن العمل مستمر"),
        ("وأكد الاتحاد العام للصناعة والتجارة، أن العمل مستمر.", "أن العمل مستمر"),
        ("وأبدى حمد المشعان عظيم امتنانه للحضور.", "عظيم امتنانه للحضور"),
        ("وأكد حمد المشعان من جديد وقوف بلاده مع العمل.", "وقوف بلاده مع العمل"),
    ],
)
def test_what_is_said_may_be_a_noun(text: str, said: str) -> None:
    assert [one[2] for one in quoted(text)] == [said]


def test_a_title_behind_a_preposition_is_no_speech() -> None:
    assert quoted('وقال حمد المشعان أمام مؤتمر "أمن الحدود وإدارتها في آسيا الوسطى والجوار" كلمة قصيرة.') == []


@pytest.mark.parametrize(
    "text",
    [
        "وذكر حمد المشعان في بيان طويل ما جرى هناك.",  # بيان is no «with …»
        "وقال حمد المشعان كلمة ورحب بانضمام أعضاء جدد وبنقل الرئاسة.",  # جدد is «new» here
        "وأكد الإعلان الختامي الصادر أمس ما تقدم.",  # الصادر describes who speaks
    ],
)
def test_what_looks_like_the_beginning_of_speech(text: str) -> None:
    assert [said for _, _, said in quoted(text) if said.startswith(("بيان", "وبنقل", "الصادر"))] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("قال حمد المشعان إن الأمر مهم مبينا أن العمل مستمر.", "إن الأمر مهم"),
        ("قال حمد المشعان إن الأمر مهم ومشددا على العمل.", "إن الأمر مهم"),
        ("قال حمد المشعان إن الأمر مهم، ومضى قائلا إن العمل مستمر.", "إن الأمر مهم"),
        ("قال حمد المشعان إن دولة الكويت متمسكة بالعمل.", "إن دولة الكويت متمسكة بالعمل"),
        ("قالت هند المشعان إنها متمسكة بالعمل.", "إنها متمسكة بالعمل"),
        ("قالت هند المشعان إن تونس متمسكة بالعمل.", "إن تونس متمسكة بالعمل"),
        ("قالت هند المشعان إن عليها أن تكتب ما حدث مشددة على العمل.", "إن عليها أن تكتب ما حدث"),
    ],
)
def test_a_participle_ends_what_was_said_before_it(text: str, said: str) -> None:
    assert quoted(text)[0][2] == said


def test_a_dot_without_a_space_ends_what_is_said() -> None:
    assert quoted("وأكد حمد المشعان أن الأمر مهم.ويناقش المشاركون المشروع.") == [
        ("hamad-al-mashaan", False, "أن الأمر مهم")
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
    assert [one[2] for one in quoted(text)] == ([said] if said else [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        # a noun goes before a preposition behind it
        ("وأبدى حمد المشعان رضاه عن العمل.", "رضاه عن العمل"),
        ("وأكد حمد المشعان مرة أخرى رفض بلاده للأمر.", "رفض بلاده للأمر"),
        ("وعدد حمد المشعان ما أنجزته بلاده.", "ما أنجزته بلاده"),
        ("وشرح حمد المشعان في كلمته كيف تعمل اللجنة.", "كيف تعمل اللجنة"),
        ("وتحدث حمد المشعان باسم البلاد، فعرض مساعيها كلها.", "مساعيها كلها"),
        ("ووجه حمد المشعان الشكر إلى الوفود.", "الشكر إلى الوفود"),
        ("ووصف حمد المشعان اللقاء بالناجح جدا.", "بالناجح جدا"),
        ("وتوقف حمد المشعان عند تجربة البلاد.", "عند تجربة البلاد"),
        ("وجدد حمد المشعان التعهد بأن العمل مستمر.", "التعهد بأن العمل مستمر"),
        ("ودعا حمد المشعان لأن يقف الجميع صفا واحدا.", "لأن يقف الجميع صفا واحدا"),
        ("وأكد حمد المشعان، قيمة الشراكة بين البلدين.", "قيمة الشراكة بين البلدين"),
        ("وأكد حمد المشعان بدوشنبه أمس قيمة الشراكة.", "قيمة الشراكة"),
        ("وتقدم حمد المشعان بالشكر إلى الوفود.", "بالشكر إلى الوفود"),
        ("وظهر ذلك فيما أكده حمد المشعان من رفض للأمر.", "من رفض للأمر"),
        ("ورفض حمد المشعان الاتهامات بأن الحدود مفتوحة.", "الاتهامات بأن الحدود مفتوحة"),
        ("وذكر حمد المشعان لقناة «سي إن إن» أمس أن العمل مستمر.", "أن العمل مستمر"),
        ("ودعا حمد المشعان في رسالة وجهها إلى الحضور إلى بنك معلومات.", "إلى بنك معلومات"),
        ("وختم حمد المشعان بأن العمل مستمر.", "بأن العمل مستمر"),
        ("وأشاد حمد المشعان، مساعد وزير الخارجية لشؤون التنمية، بمبادرة الوفود.", "بمبادرة الوفود"),
    ],
)
def test_what_is_said_without_that(text: str, said: str) -> None:
    assert quoted(text) == [("hamad-al-mashaan", False, said)]


@pytest.mark.parametrize(
    "text",
    [
        "وبلغ عدد الحاضرين مئة. وعدد من الدول غاب عن الجلسة.",
        "ونقل حمد المشعان عن مصادر وصفتها بـ«الخاصة».",
        "وكان معدل رفض الطلبات قليلا، وحمد المشعان في الجلسة.",
        "وتقدم حمد المشعان بطلب في الجلسة، وقيل أن العمل مستمر.",
        "وغادر الحضور حين أكد حمد المشعان أن العمل مستمر.",
        "واستشهد حمد المشعان برصاص الأعداء.",
    ],
)
def test_words_that_only_look_like_verbs_of_speech(text: str) -> None:
    assert quoted(text) == []


@pytest.mark.parametrize("colon", [":", " :-"])
def test_what_is_said_may_stand_in_the_paragraph_behind_a_colon(colon: str) -> None:
    quotes = enriched(PROCESS, f"وأدلى حمد المشعان بهذا التصريح{colon}", "ناقش المجلس الأمر كله.").quotes

    assert [(one.speaker, one.surface) for one in quotes] == [("hamad-al-mashaan", "ناقش المجلس الأمر كله")]


def test_a_text_without_dots_is_not_said_over_and_over() -> None:
    text = "وأكد البيان أن العمل مستمر " * 2_000

    quotes = enriched(PROCESS, text).quotes

    assert len(quotes) == 2_000
    assert sum(len(quote.surface) for quote in quotes) < 10 * len(text)


def test_a_text_without_dots_is_not_told_over_and_over() -> None:
    assert quoted("بدأ العمل، وبحسب البيان، استمر العمل " * 2_000) == []


def test_a_long_statement_in_quotation_marks_is_whole() -> None:
    statement = "وقال سلفي إن الحدود لا تحرس نفسها. " * 200

    direct = [quote for quote in enriched(PROCESS, f"قال حمد المشعان: «{statement}».").quotes if quote.direct]

    assert [(quote.speaker, len(quote.surface)) for quote in direct] == [("hamad-al-mashaan", len(statement))]
