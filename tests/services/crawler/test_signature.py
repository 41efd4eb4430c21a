from services.crawler.signature import signature_of

PARAGRAPH = "عُقد في الكويت المؤتمر الرفيع المستوى حول تعزيز التعاون الدولي لمكافحة الإرهاب بمشاركة 450 ممثلا."


def _page(paragraph: str = PARAGRAPH, counter: str = "1024", token: str = "a1", related: str = "خبر") -> str:
    return f"""<!doctype html><html><head><title>المؤتمر</title><script>var t="{token}"</script></head><body>
      <nav>الرئيسية</nav><h1>المؤتمر</h1><span class=views>المشاهدات: {counter}</span><p>{paragraph}</p>
      <aside>{related * 20}</aside><ul><li><a href=/x>{related} طويل بما يكفي ليكون سطرا من سطور المقال</a></ul>
      <form><input type=hidden value="{token}"></form></body></html>"""


def test_counters_tokens_and_links_to_other_news_change_nothing() -> None:
    changed = _page(counter="2048", token="b2", related="نبأ")
    assert signature_of(_page().encode()) == signature_of(changed.encode())


def test_a_corrected_figure_changes_it() -> None:
    corrected = _page(PARAGRAPH.replace("450", "490"))
    assert signature_of(_page().encode()) != signature_of(corrected.encode())


def test_a_correction_inside_an_emphasised_word_changes_it() -> None:
    bold = PARAGRAPH.replace("الكويت", "<b>الكويت</b>")
    assert signature_of(_page(bold).encode()) != signature_of(_page(bold.replace("الكويت", "الدوحة")).encode())
    assert signature_of(_page(bold).encode()) == signature_of(_page().encode())


def test_a_correction_in_windows_1256_changes_it() -> None:
    corrected = _page(PARAGRAPH.replace("الكويت", "الدوحة"))
    assert signature_of(_page().encode("cp1256", "replace")) != signature_of(corrected.encode("cp1256", "replace"))


def test_a_page_without_text_is_told_by_its_bytes() -> None:
    assert signature_of(b"<script>a</script>") != signature_of(b"<script>b</script>")
    assert signature_of(b"") == signature_of(b"")
