"""An outlet corrects a figure: the crawler reads the page again, and a reader sees which word changed."""

import time

from looking import Look

PATIENCE = 240.0


def test_a_correction_is_shown_word_by_word(look: Look) -> None:
    with look.at("/ar/dushanbe/search?q=«أرقام من مؤتمر مرحلة الكويت»") as page:
        article = page.locator(".hit h2 a").first.get_attribute("href")
    end = time.monotonic() + PATIENCE
    while True:
        with look.at(f"{article}/versions") as page:
            gone, come = (page.locator(f".was {kind}").all_inner_texts() for kind in ("del", "ins"))
            if gone:
                look.keep(page, "correction-ar-1440", "versions-ar")
                break
        # The demonstration press corrects the page a minute after it was first read.
        assert time.monotonic() < end, "no correction came"
        time.sleep(3)
    assert (gone, come) == (["430"], ["450"])
