from operations.service_settings import service_settings
from operations.settings_page import PAGE, settings_page
from runtime.refusals import names


def test_the_page_is_what_the_settings_say() -> None:
    assert PAGE.read_text("utf-8") == settings_page(), "run python -m operations.settings_page"


def test_every_setting_of_every_service_stands_in_it_with_default_unit_and_effect() -> None:
    rows = [line.split(" | ") for line in settings_page().splitlines() if line.startswith("| `")]
    listed = {row[0].strip("| `"): row[1:] for row in rows}
    assert len(listed) == len(rows)
    for part, kind in service_settings().items():
        for name, field in names(kind).items():
            default, unit, allowed, effect = listed[name]
            assert default, part
            assert allowed, part
            assert effect.rstrip(" |") == field.description
            is_number = "number" in allowed
            assert (unit != "–") == is_number, f"{name} counts something without saying what"
