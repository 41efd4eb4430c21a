"""Dates in the addresses of real outlets' shapes."""

import pytest

from services.parser.dates.address import dates_in_address


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("/news/2024/11/04/name-of-story", {"2024-11-04", "2024-11"}),
        ("/news/2024/11/4/", {"2024-11-04", "2024-11"}),
        ("/2019/05/16/123456/title", {"2019-05-16", "2019-05"}),
        ("/across-the-uae/2020-06-03-1.3874341", {"2020-06-03"}),
        ("/kuwait/23-10-2024-title", {"2024-10-23"}),
        ("/20241104/name-1083512.html", {"2024-11-04"}),
        ("/view.aspx?cdate=04112024&id=5", {"2024-11-04"}),
        ("/2013/middle_east/8/3/index.html", {"2013-08-03"}),
        ("/2024/11/title", {"2024-11"}),
        ("/ar/1444/03/22/title", {"2022-10-18"}),
        ("/news/898682/2024-review", set()),
        ("/article/20241399/x", set()),
        ("/story-2024110412345", set()),
        ("/", set()),
    ],
)
def test_dates_of_an_address(path: str, values: set[str]) -> None:
    assert {found.value for found in dates_in_address(f"https://outlet.example{path}")} == values


def test_an_ambiguous_order_stays_ambiguous() -> None:
    (found,) = dates_in_address("https://outlet.example/04/11/2024/title")
    assert found.ambiguous
