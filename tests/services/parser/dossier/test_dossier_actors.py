"""Actors are one id across spellings; people whom the dossier does not list are found by titles and names."""

import pytest
from dossier_texts import enriched

from contracts.article import ActorFound

PROCESS = "عملية دوشنبه لمكافحة الإرهاب"


def _people(text: str) -> list[ActorFound]:
    return [actor for actor in enriched(PROCESS + ".", text).actors if actor.kind == "person"]


@pytest.mark.parametrize(
    "printed",
    [
        "إمام علي رحمان",
        "إمام علي رحمون",
        "إمام علي رحمانوف",
        "إمام علي رحمن",
        "إمـام علي رحمــان",
        "إمام على رحمان",
        "إمامعلي رحمان",
    ],
)
def test_the_president_is_one_across_spellings(printed: str) -> None:
    assert [person.id for person in _people(f"التقى الوفد الرئيس {printed}.")] == ["emomali-rahmon"]


@pytest.mark.parametrize("printed", ["زبيد الله زبيدف", "زبيدالله زبيدوف", "زبيد الله زبيدوف"])
def test_the_ambassador_is_one_across_spellings(printed: str) -> None:
    assert [person.id for person in _people(f"تحدث السفير {printed}.")] == ["zubaydullo-zubaydov"]


def test_a_short_name_counts_only_after_the_full_one() -> None:
    (person,) = _people("وصل فلاديمير فورونكوف، ثم تحدث فورونكوف.")

    assert [mention.surface for mention in person.mentions] == ["فلاديمير فورونكوف", "فورونكوف"]
    assert _people("تحدث رحمان عن الأمر.") == []


@pytest.mark.parametrize("printed", ["الكويت", "الكويتية", "الكويتيين", "للكويت", "دولة الكويت"])
def test_a_state_is_found_in_its_name_and_its_nisba(printed: str) -> None:
    assert "kuwait" in [actor.id for actor in enriched(f"{PROCESS} {printed}").actors]


@pytest.mark.parametrize(
    ("printed", "organ"),
    [
        ("رحب مجلس الأمن بالنتائج", True),
        ("وفق قرار مجلس الأمن 2396", True),
        ("عرض الأمر أمام مجلس الأمن الدولي في نيويورك", True),
        ("أفاد المكتب الصحفي لمجلس الأمن الروسي", False),
        ("حضر أمين مجلس الأمن في طاجيكستان", False),
        ("وصل نائب سكرتير مجلس الأمن", False),
        ("انعقد مجلس الأمن القومي", False),
        ("في جلسة مجلس الأمن الجماعي", False),
    ],
)
def test_the_security_council_is_no_states_own(printed: str, organ: bool) -> None:
    found = [actor.id for actor in enriched(f"{PROCESS}. {printed}.").actors]

    assert ("security-council" in found) == organ


def test_what_a_minister_feels_is_no_person() -> None:
    assert _people("وأبدى الوزير عظيم امتنانه لجميع الوفود.") == []


def test_what_stands_between_commas_behind_an_office_may_be_no_person() -> None:
    assert _people("وقاد الوفد ممثلا للوزير، برهان جديد على العمل.") == []


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("قال وزير الداخلية السوداني الفريق خليل باشا سايرين", "خليل باشا سايرين", "وزير الداخلية السوداني"),
        ("حضر سفير الأردن في موسكو الدكتور خالد الشوابكة", "خالد الشوابكة", "سفير الأردن في موسكو"),
        ("ألقى مساعد وزير الخارجية، السيد وليد المرزوقي، كلمة", "وليد المرزوقي", "مساعد وزير الخارجية"),
        ("ضم الوفد ياسر الزيدي من السفارة", "ياسر الزيدي", None),
        ("وقالت مريم الهاشمي إن الأمر مهم", "مريم الهاشمي", None),
        ("التقى أمين المجلس الكازاخي بولات ساتبايوف", "بولات ساتبايوف", "أمين المجلس الكازاخي"),
        ("حضر اللقاء السفير، والدكتور عبدالحق الزيدي", "عبدالحق الزيدي", None),
        (
            "قال كبير مستشاري المبعوث الأممي إلى الإقليم، تاكومي موري، إن الوضع صعب",
            "تاكومي موري",
            "المبعوث الأممي إلى الإقليم",
        ),
        ("وأعلن إيلكا سالمي، رئيس القسم، النتائج", "إيلكا سالمي", "رئيس القسم"),
        (
            "ترأس الوفد السيد حسن المرزوقي وزير العدل في الحكومة المكلفة، ثم غادر",
            "حسن المرزوقي",
            "وزير العدل في الحكومة المكلفة",
        ),
        ("استقبل محافظ المدينة الفريق أول ركن ياسر الزيدي", "ياسر الزيدي", "محافظ المدينة"),
        ("تحدث محمد علي شاه زاده أمين اللجنة", "محمد علي شاه زاده", "أمين اللجنة"),
        ("وصل وزير دفاع البلاد الفريق بوريما تراوري", "بوريما تراوري", "وزير دفاع البلاد"),
        ("كما التقى نظيره المجري الدكتور ياسر زيدان", "ياسر زيدان", None),
        ("بقلم: شيرخان توران علي\nيرى الكاتب", "شيرخان توران علي", "author"),
        ("استقبل سفير رومانيا لدى البلاد ميركو ستانيسلاف", "ميركو ستانيسلاف", "سفير رومانيا لدى البلاد"),
        ("قدم الفريق شرطة كوجو مباكي عرضا", "كوجو مباكي", None),
        ("قال وزير الدفاع يوري لابادوف", "يوري لابادوف", "وزير الدفاع"),
        ("قال المندوب الدائم مراد سيلينكوف", "مراد سيلينكوف", "المندوب الدائم"),
        ("قال الأمين العام للمنظمة فياتشيسلاف زاك إن الوضع صعب", "فياتشيسلاف زاك", "الأمين العام للمنظمة"),
        ("قال وزير العدل الأردني عيد الزيدي إن الوضع صعب", "عيد الزيدي", "وزير العدل الأردني"),
        ("قال وزير العدل الأردني، سلامة زيدان، إن الوضع صعب", "سلامة زيدان", "وزير العدل الأردني"),
        ("التقى الممثل المقيم للبرنامج، «كوجو مباكي»، وفدا", "كوجو مباكي", "الممثل المقيم للبرنامج"),
        ("وصل السفير ياسر أ. ميلاندر إلى المطار", "ياسر أ. ميلاندر", None),
        ("شكر للنائب الأول لرئيس الحكومة ياسر الزيدي دعوته", "ياسر الزيدي", "النائب الأول لرئيس الحكومة"),
        ("مثمنا وللأمين العام ياسر الزيدي جهوده", "ياسر الزيدي", "الأمين العام"),
        ("التقى السيد يان ميلاندر وفدا", "يان ميلاندر", None),
        (
            "حذر قائد العمليات المدنية في البلاد كوس شتانبرغر من الأمر",
            "كوس شتانبرغر",
            "قائد العمليات المدنية في البلاد",
        ),
        ("زار رئيس الوزراء كوهار رسول زاده مقر السفارة", "كوهار رسول زاده", "رئيس الوزراء"),
        ("زار رئيس الوزراء محمد سوبير ميلانكوف مقر السفارة", "محمد سوبير ميلانكوف", "رئيس الوزراء"),
        ("زار رئيس الوزراء ياسر شمس الدين مقر السفارة", "ياسر شمس الدين", "رئيس الوزراء"),
        ("حضر الرئيس الغاني كوانو أكومفو، ووفود", "كوانو أكومفو", "الرئيس الغاني"),
        ("حضر وزير الدولة للشؤون الأمنية، أوركايو لوبيز", "أوركايو لوبيز", "وزير الدولة للشؤون الأمنية"),
        ("حضر رئيس الحكومة الفرنسية مانويل فالن الجلسة", "مانويل فالن", "رئيس الحكومة الفرنسية"),
        ("حضر السفير توماس دي ميلن الجلسة", "توماس دي ميلن", None),
        ("حضرت المبعوثة الخاصة نانسي سيلبي، والوفد", "نانسي سيلبي", "المبعوثة الخاصة"),
        ("تحدثت أمينة عام الاتحاد الدولي (فيفا)، مارتا كوبيل", "مارتا كوبيل", "أمينة عام الاتحاد الدولي (فيفا)"),
        ("قدم الوفد فلاديمير أندريفيتش مورن", "فلاديمير أندريفيتش مورن", None),
        ("حضر المبعوث الخاص إدغار لاريفو الجلسة", "إدغار لاريفو", "المبعوث الخاص"),
        ("حضرت وزيرة العدل جويل مورليه الجلسة", "جويل مورليه", "وزيرة العدل"),
        ("حضرت نائبة الوزير جويل مورليه الجلسة", "جويل مورليه", "نائبة الوزير"),
        ("استقبل وزير الدفاع في غينيا أبو بكر دومبا", "أبو بكر دومبا", "وزير الدفاع في غينيا"),
        ("ثم غادر.\nحسن المرزوق يبحث التعاون", "حسن المرزوق", None),
        ("كرمت المنظمة الليبية سميرة الورفلي", "سميرة الورفلي", None),
        ("التقى الرئيس فرنسوا بيران الاشتراكي", "فرنسوا بيران", None),
        ("حضر السفير خالد بن مساعد الزيدي اللقاء", "خالد بن مساعد الزيدي", None),
        ("وكل من حضر، وكيونيو ميكوريا الأمين العام للمنظمة", "كيونيو ميكوريا", "الأمين العام للمنظمة"),
        ("ثم وصل رئيس وزراء موريشيوس برافيند كومار أمس", "برافيند كومار", "رئيس وزراء موريشيوس"),
        ("أشاد ياسر الزيدي رئيس البرلمان بأداء رجال الأمن", "ياسر الزيدي", "رئيس البرلمان"),
        ("نقل رئيس الوزراء تحيات الرئيس مراد الزيدي", "مراد الزيدي", None),
        ("واعتبر السفير السعي ان ايفاد نائب رئيس الوزراء مراد الزيدي مهم", "مراد الزيدي", "نائب رئيس الوزراء"),
        ("وقال الكاتب العام للنقابة، مراد الزيدي، كلمة", "مراد الزيدي", "الكاتب العام للنقابة"),
        ("وقد دشنه فخامة نارندرا بودي أمس", "نارندرا بودي", None),
        ("وصل السيد عزيز بك مدمروف أمس", "عزيز بك مدمروف", None),
        ("وذكر ياسر الزيدي نائب وزير العدل الليبي في بيان أن الأمر مهم", "ياسر الزيدي", "نائب وزير العدل الليبي"),
        ("ياسر الزيدي رئيس جمهورية بنما لدى افتتاح المؤتمر", "ياسر الزيدي", "رئيس جمهورية بنما"),
        ("ثم غادر ياسر الزيدي رئيس الجمهورية ومن جاء معه", "ياسر الزيدي", "رئيس الجمهورية"),
        ("إن ياسر الزيدي رئيس الجمهورية ماضية في العمل", "ياسر الزيدي", "رئيس الجمهورية"),
        ("بعث ياسر الزيدي رئيس المجلس إلى سعادة الوزيرة رسالة", "ياسر الزيدي", "رئيس المجلس"),
        ("بادر ياسر الزيدي رئيس الجمهورية اللقاء بترحيب", "ياسر الزيدي", "رئيس الجمهورية"),
        ("ورأسه ياسر الزيدي، مساعد قائد شرطة المهام، ثم غادر", "ياسر الزيدي", "مساعد قائد شرطة المهام"),
        (
            "ياسر الزيدي المبعوث الخاص لوزير العدل لمكافحة الفساد والوساطة في تسوية المنازعات، ثم غادر",
            "ياسر الزيدي",
            "المبعوث الخاص لوزير العدل لمكافحة الفساد والوساطة في تسوية المنازعات",
        ),
    ],
)
def test_people_not_listed_are_found_with_their_office(text: str, name: str, role: str | None) -> None:
    people = _people(text + ".")

    assert [(person.id, person.name_ar, person.role) for person in people] == [(None, name, role)]


@pytest.mark.parametrize(
    "text",
    [
        "شدد الوزير على أهمية التعاون",
        "حسن الضيافة",
        "صباح اليوم الأحد",
        "شكر الرئيس دعوة المجتمع",
        "أثنى على دور الكويت",
        "سعادة السفير",
        "أمر وزير العدل بفتح ملف القضية",
        "وصلت السفيرة لكنها غادرت",
        "معالي الأمين العام للمنظمة،\nرؤساء الوفود الكرام،",
        "أكد الوزير، ردا على سؤال، أن الأمر مهم",
        "الإرهاب لا يعرف الحدود،\nوزير",
        "عقد اللقاء في قاعة الأمير نايف بن فهد الزيدي",
        "خسر الفريق مباراة الذهاب",
        "أقام سفير اليابان لدى البلاد حفل استقبال",
        "افتتح رئيس هيئة سلامة الغذاء المعرض",
        "قال الوزير في بيان صحافي إن الأمر مهم",
        "أجرى الرئيس الفرنسي محادثات هاتفية، ثم غادر",
        "أعلنت الأمينة العامة للحزب، اعتزال العمل السياسي",
        "قال رئيس الاتحاد، إنها ترى أن الأمر مهم",
        "افتتح وزير التعليم برنامج تدريب",
        "استقبل رئيس لجنة عليا الوفد في رحاب جامعة البلاد",
        "قال الوزير حسن سيزور البلاد غدا",
        "شارك جيش خالد بن مالك في المعركة",
    ],
)
def test_common_words_are_no_people(text: str) -> None:
    assert _people(text + ".") == []


@pytest.mark.parametrize("behind", ["وفرهاد الزيدي وزير الصحة", "بمؤتمر المدينة", "بدور الوزارة"])
def test_an_office_behind_a_name_ends_before_the_next_person_and_before_what_the_sentence_goes_on_with(
    behind: str,
) -> None:
    first, *_ = _people(f"أشاد كريم العنزي وزير خارجية البلاد {behind}.")

    assert (first.name_ar, first.role) == ("كريم العنزي", "وزير خارجية البلاد")


def test_a_listed_person_has_the_office_printed_before_or_behind_the_name() -> None:
    (before,) = _people("وصل وكيل الأمين العام فلاديمير فورونكوف.")
    (behind,) = _people("وصل فلاديمير فورونكوف وكيل الأمين العام للأمم المتحدة.")

    assert (before.role, behind.role) == ("وكيل الأمين العام", "وكيل الأمين العام للأمم المتحدة")


@pytest.mark.parametrize(
    ("published", "tenure"),
    [
        ("2019-05-16", "Under-Secretary-General, United Nations Office of Counter-Terrorism"),
        ("2025-03-01", "Under-Secretary-General, United Nations Office of Counter-Terrorism"),
        ("2017-06-20", None),
        ("2026-01-01", None),
        (None, None),
    ],
)
def test_what_the_dossier_knows_of_the_day_is_no_role_of_the_text(published: str | None, tenure: str | None) -> None:
    found = enriched("بحثت عملية دوشنبه لمكافحة الإرهاب، وغادر فلاديمير فورونكوف.", published=published)

    (person,) = [actor for actor in found.actors if actor.kind == "person"]
    assert (person.role, person.tenure) == (None, tenure)


@pytest.mark.parametrize("behind", ["عند افتتاح المؤتمر", "اليوم الخميس في المؤتمر"])
def test_an_office_ends_where_the_text_goes_on(behind: str) -> None:
    (person,) = _people(f"نص خطاب فلاديمير فورونكوف وكيل الأمين العام {behind}.")

    assert person.role == "وكيل الأمين العام"


def test_whoever_is_thanked_has_not_the_office_of_who_thanks() -> None:
    (person,) = _people("تقدم الأمين العام بوافر الامتنان لمقام حضرة صاحب السمو الشيخ مشعل الأحمد.")

    assert person.role is None


def test_an_office_with_another_name_behind_it_is_that_ones() -> None:
    listed, other = _people("استقبل الشيخ مشعل الأحمد وزير العدل ياسر الزيدي.")

    assert (listed.id, other.role) == ("mishal-al-ahmad-al-sabah", "وزير العدل")
    assert listed.role != "وزير العدل"


def test_an_office_for_two_stands_for_both() -> None:
    people = enriched("أشاد بعلاقات الرئيسين إمام علي رحمان وعبد الفتاح الزيدي.").actors

    assert [person.name_ar for person in people if person.kind == "person"] == ["إمام علي رحمان", "عبد الفتاح الزيدي"]


def test_later_mentions_by_family_name_belong_to_the_same_person() -> None:
    (person,) = _people("قال الدكتور ياسر العنزي إن الوفد وصل، وأضاف العنزي أنه سيغادر.")

    assert [mention.surface for mention in person.mentions] == ["ياسر العنزي", "العنزي"]


def test_a_compound_is_a_family_name_as_a_whole() -> None:
    people = _people("وصل السيد سالم نصر الله والسيد ياسر نور الله. ووصف نصر الله العمل بأنه جيد.")

    assert [mention.surface for mention in people[0].mentions] == ["سالم نصر الله", "نصر الله"]
    assert [mention.surface for mention in people[1].mentions] == ["ياسر نور الله"]


def test_a_family_name_that_two_people_have_is_neithers() -> None:
    first, second = _people("وصل الدكتور ياسر العنزي والدكتور سالم العنزي. وقال العنزي إن الوفد وصل.")

    assert [len(person.mentions) for person in (first, second)] == [1, 1]


def test_a_name_printed_shorter_is_the_same_person() -> None:
    (person,) = _people("قال الشيخ ياسر المبارك الزيدي إن الوفد وصل. وأضاف الشيخ ياسر الزيدي أنه سيغادر.")

    assert [mention.surface for mention in person.mentions] == ["ياسر المبارك الزيدي", "ياسر الزيدي"]


def test_one_person_is_found_once_though_the_fathers_are_printed_here_and_not_there() -> None:
    people = _people("وصل الأمير سلماوي بن صالح بن راشد. وقال الأمير سلماوي بن صالح إن العمل مستمر.")

    assert [(one.name_ar, len(one.mentions)) for one in people] == [("سلماوي بن صالح بن راشد", 2)]


def test_two_whose_names_begin_and_end_alike_are_two_people() -> None:
    people = _people("وصل الأمير سلماوي بن صالح بن راشد. وقال الأمير سلماوي بن خالد بن راشد إن العمل مستمر.")

    assert [one.name_ar for one in people] == ["سلماوي بن صالح بن راشد", "سلماوي بن خالد بن راشد"]


def test_a_family_name_behind_a_title_begins_no_new_name() -> None:
    (person,) = _people("قال السفير سميح شرارة إن الوفد وصل. ووصف السفير شرارة العلاقات بأنها طيبة.")

    assert person.name_ar == "سميح شرارة"


def test_no_name_goes_on_in_the_next_paragraph() -> None:
    (person,) = _people("حضر الدكتور ياسر زيدان\nعاجل: بدأ اللقاء.")

    assert person.name_ar == "ياسر زيدان"


def test_off_topic_pages_name_only_titled_people_whom_no_dossier_lists() -> None:
    people = enriched("سجل مريم الهاشمي هدفا، وهنأها وزير الرياضة ياسر الزيدي ونظيره المجري، مايكل ميلاندر.").actors

    assert [person.name_ar for person in people if person.kind == "person"] == ["ياسر الزيدي", "مايكل ميلاندر"]


def test_a_slash_in_a_name_parts_its_words() -> None:
    people = _people("قال السفير محمد/حداد ذلك.")

    assert [person.name_ar for person in people] == ["محمد/حداد"]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("وحضر رؤساء روسيا كولديما تراغوف وإيران سالم الحمداني", ["كولديما تراغوف", "سالم الحمداني"]),
        ("وحضر السيد محمود على يوسف", ["محمود على يوسف"]),
        ("وأبلغ الوفد الوزير سلام نظيره الكويتي", []),
        (
            "وحضر الشيخ زايد بن سلطان آل نهيان. ثم وصل معالي الشيخ نهيان بن مبارك آل نهيان",
            ["زايد بن سلطان آل نهيان", "نهيان بن مبارك آل نهيان"],
        ),
    ],
)
def test_people_beside_what_looks_like_something_else(text: str, people: list[str]) -> None:
    found = enriched("عملية دوشنبه لمكافحة الإرهاب.", text).actors

    assert [actor.name_ar for actor in found if actor.kind == "person" and actor.id is None] == people


def test_a_family_name_that_is_also_a_house_is_its_bearers_behind_a_verb_of_speech() -> None:
    found = enriched("عملية دوشنبه لمكافحة الإرهاب.", "وحضر السيد ياسر الخالد. وأوضح الخالد أن العهد الخالد باق.")
    named = next(actor for actor in found.actors if actor.name_ar == "ياسر الخالد")

    assert [mention.surface for mention in named.mentions] == ["ياسر الخالد", "الخالد"]


@pytest.mark.parametrize(
    "deputy", ["نائب وزير خارجية طاجيكستان", "النائب الأول لوزير خارجية طاجيكستان", "مساعد وزير خارجية طاجيكستان"]
)
def test_a_deputy_does_not_hold_the_office(deputy: str) -> None:
    found = enriched("عملية دوشنبه لمكافحة الإرهاب.", f"وصل {deputy} أمس.").actors

    assert [actor.id for actor in found if actor.kind == "office"] == []


def test_who_is_spoken_for_has_their_own_office() -> None:
    found = enriched("عملية دوشنبه لمكافحة الإرهاب.", "وقال متحدث باسم رئيس الوزراء سالم الحمداني إن الأمر مهم.").actors

    assert [actor.role for actor in found if actor.name_ar == "سالم الحمداني"] == ["رئيس الوزراء"]


@pytest.mark.parametrize(
    ("text", "country", "found"),
    [
        ("افتتح سمو ولي العهد المؤتمر.", "KW", True),
        ("افتتح سمو ولي العهد المؤتمر.", "SA", False),
        ("افتتح سمو ولي العهد المؤتمر.", None, False),
        ("افتتح سمو ولي العهد المؤتمر في الكويت.", "AE", True),
        ("افتتح سمو ولي العهد الأمير سلماوي بن راشد المؤتمر بعد زيارة الكويت.", "SA", False),
    ],
)
def test_an_office_that_every_neighbour_has_too_is_the_dossiers_at_home(
    text: str, country: str | None, found: bool
) -> None:
    actors = {one.id for one in enriched(PROCESS, text, country=country).actors}

    assert ("crown-prince-of-kuwait" in actors) is found


def test_an_office_behind_with_is_whole_without_what_stands_before_it() -> None:
    (person,) = _people("وكشف رئيس المنظمة عن اتصال هاتفي جمعه أمس بوزير دفاع البلاد سالم كرملاوي.")

    assert person.role == "وزير دفاع البلاد"


def test_what_is_theirs_ends_no_name() -> None:
    assert _people("وشدد على أمن الحدود وحسن إدارتها. وأثنى على حسن تنظيمها.") == []


def test_an_everyday_word_with_an_adjective_is_no_name() -> None:
    people = _people("وقال الرئيس جو كرملاوي إن اللقاء أثمر كثيرا وساده جو إيجابي، مضيفا أن الأمر مهم.")

    assert [person.name_ar for person in people] == ["جو كرملاوي"]
