from services.crawler.feeds import read_feed
from services.crawler.listing import Stated


def _stated(head: str) -> Stated:
    items = "<item><title>x</title><link>http://paper.test/1</link><ttl>7</ttl></item>"
    names = 'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
    feed = f'<rss version="2.0" {names}><channel><title>x</title>{head}{items}</channel></rss>'
    return read_feed(feed.encode(), "http://paper.test/rss", None).stated


def test_a_feed_states_how_long_it_may_be_kept_and_how_often_it_changes() -> None:
    assert _stated("<ttl> 30 </ttl>").least == 1_800
    assert _stated("<sy:updatePeriod> hourly </sy:updatePeriod>").usual == 3_600
    assert _stated("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>").usual == 21_600


def test_it_states_when_it_wants_no_visitors() -> None:
    stated = _stated(
        "<skipHours><hour>0</hour> <hour>24</hour><hour>5</hour></skipHours><skipDays><day>Friday</day></skipDays>"
    )
    assert (stated.hours, stated.days) == ({0, 5}, {4})


def test_what_makes_no_sense_is_not_said() -> None:
    for head in (
        "<ttl>-5</ttl>",
        "<ttl>soon</ttl>",
        "<ttl>99999999999999</ttl>",
        "<sy:updatePeriod>x</sy:updatePeriod>",
    ):
        assert _stated(head) == Stated(least=_stated(head).least)
    hours = "".join(f"<hour>{hour}</hour>" for hour in range(24))
    assert _stated(f"<skipHours>{hours}</skipHours>").hours == frozenset()
    week = "".join(f"<day>{day}day</day>" for day in ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun"))
    assert _stated(f"<skipDays>{week}</skipDays>").days == frozenset()
