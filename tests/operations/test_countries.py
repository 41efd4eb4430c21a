import pytest

from operations.countries import code_of, time_zone_of


@pytest.mark.parametrize(
    ("name", "code", "zone"),
    [
        ("Kuwait", "KW", "Asia/Kuwait"),
        ("Saudi Arabia", "SA", "Asia/Riyadh"),
        ("United Kingdom", "GB", "Europe/London"),
        ("Palestinian Territories", "PS", None),
        ("United States", "US", None),
        ("Tajikistan", "TJ", "Asia/Dushanbe"),
    ],
)
def test_a_country_is_known_by_its_english_name(name: str, code: str, zone: str | None) -> None:
    assert code_of(name) == code
    assert time_zone_of(code) == zone


def test_what_is_no_country_has_no_code() -> None:
    assert code_of("Atlantis") is None
    assert code_of("") is None
