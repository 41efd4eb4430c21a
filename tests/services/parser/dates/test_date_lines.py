"""Lines that are nothing but a date, and lines that are more."""

import pytest

from services.parser.dates import is_date_line


@pytest.mark.parametrize(
    "line",
    [
        "4 نوفمبر 2024 10:00 م",
        "04\u200f/11\u200f/2024",
        "9/5/2024",
        "00:00",
        "نُشر في: الاثنين 4 نوفمبر 2024 - آخر تحديث: 5 نوفمبر 2024 9:30 ص",
        "الاثنين، 2 جمادى الأولى 1446هـ الموافق 4 نوفمبر 2024م",
        "الخميس، 21 نوفمبر 2024 12:03 مـ",
        "23 يناير 2024، 6:47:00 م UTC",
        "منذ ساعتين",
        "قبل 3 أيام",
        "Published: November 4, 2024",
    ],
)
def test_a_date_line(line: str) -> None:
    assert is_date_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "82",
        "2024",
        "أمر الوزير بفتح تحقيق",
        "بيان مشترك في 4 نوفمبر 2024 عن الأمن",
        "مؤتمر دوشنبه 2019",
        "450 مشاركاً بينهم 33 وزيراً و36 منظمة",
        "حسام أبو العلا - القاهرة",
        "",
    ],
)
def test_no_date_line(line: str) -> None:
    assert not is_date_line(line)
