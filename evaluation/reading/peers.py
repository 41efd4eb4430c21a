"""The libraries that others read pages with, each at the settings its own documentation gives for news.

Runs in an environment of its own, which need not hold our libraries: python -m evaluation.reading.peers NAME.
"""

import base64
from datetime import datetime
from importlib import import_module

from evaluation.reading.serve import Answer, Loader, Page, Reader, serve

_JUSTEXT_LANGUAGES = {"ar": "Arabic", "en": "English", "fa": "Persian"}


def _trafilatura_fast() -> Reader:
    return _trafilatura_text(fast=True)


def _trafilatura() -> Reader:
    return _trafilatura_text(fast=False)


def _trafilatura_text(fast: bool) -> Reader:
    extract = import_module("trafilatura").extract

    def read(page: Page) -> Answer:
        return {"text": extract(page["html"], include_comments=False, fast=fast)}

    return read


def _trafilatura_with_metadata() -> Reader:
    bare_extraction = import_module("trafilatura").bare_extraction

    def read(page: Page) -> Answer:
        found = bare_extraction(page["html"], url=page["url"], include_comments=False, with_metadata=True)
        if found is None:
            return {"text": None}
        return {"text": found.text, "title": found.title, "date": found.date, "byline": found.author}

    return read


def _readability() -> Reader:
    document = import_module("readability").Document
    fromstring = import_module("lxml.html").fromstring

    def read(page: Page) -> Answer:
        read = document(page["html"])
        text = "\n".join(fromstring(read.summary()).itertext())
        return {"text": text, "title": read.short_title()}

    return read


def _goose() -> Reader:
    goose = import_module("goose3").Goose
    by_language: dict[str, object] = {}

    def read(page: Page) -> Answer:
        language = page.get("language", "ar")
        if language not in by_language:
            by_language[language] = _goose_for(goose, language)
        found = by_language[language].extract(raw_html=page["html"])  # type: ignore[attr-defined] # no types
        date = found.publish_datetime_utc
        return {
            "text": found.cleaned_text,
            "title": found.title,
            "date": date.isoformat() if date else found.publish_date,
            "byline": ", ".join(found.authors),
        }

    return read


def _goose_for(goose: object, language: str) -> object:
    chosen: dict[str, object] = {"enable_image_fetching": False, "strict": False}
    if language == "ar":
        chosen |= {"use_meta_language": False, "target_language": "ar"}
        chosen["stopwords_class"] = import_module("goose3.text").StopWordsArabic
    return goose(chosen)  # type: ignore[operator] # no types


def _newspaper() -> Reader:
    newspaper = import_module("newspaper")

    def read(page: Page) -> Answer:
        article = newspaper.Article(page["url"], language=page.get("language", "ar"), fetch_images=False)
        article.download(input_html=page["html"])
        article.parse()
        date = article.publish_date
        return {
            "text": article.text,
            "title": article.title,
            "date": date.isoformat() if isinstance(date, datetime) else date,
            "byline": ", ".join(article.authors),
        }

    return read


def _justext() -> Reader:
    justext = import_module("justext")
    words = {language: justext.get_stoplist(name) for language, name in _JUSTEXT_LANGUAGES.items()}

    def read(page: Page) -> Answer:
        parts = justext.justext(page["html"], words[page.get("language", "ar")])
        return {"text": "\n".join(part.text for part in parts if not part.is_boilerplate)}

    return read


def _htmldate() -> Reader:
    find_date = import_module("htmldate").find_date

    def read(page: Page) -> Answer:
        return {"date": find_date(page["html"], original_date=True, url=page["url"])}

    return read


def _dateparser() -> Reader:
    parse = import_module("dateparser").parse

    def read(page: Page) -> Answer:
        found = parse(page["text"], languages=["ar"])
        return {"date": found.isoformat() if found else None}

    return read


def _chardet() -> Reader:
    detect = import_module("chardet").detect

    def read(page: Page) -> Answer:
        return {"charset": detect(base64.b64decode(page["body_base64"]))["encoding"]}

    return read


def _charset_normalizer() -> Reader:
    from_bytes = import_module("charset_normalizer").from_bytes

    def read(page: Page) -> Answer:
        best = from_bytes(base64.b64decode(page["body_base64"])).best()
        return {"charset": best.encoding if best else None}

    return read


READERS: dict[str, Loader] = {
    "trafilatura fast": (_trafilatura_fast, "trafilatura"),
    "trafilatura": (_trafilatura, "trafilatura"),
    "trafilatura with metadata": (_trafilatura_with_metadata, "trafilatura"),
    "readability-lxml": (_readability, "readability-lxml"),
    "goose3": (_goose, "goose3"),
    "newspaper4k": (_newspaper, "newspaper4k"),
    "jusText": (_justext, "justext"),
    "htmldate": (_htmldate, "htmldate"),
    "dateparser": (_dateparser, "dateparser"),
    "chardet": (_chardet, "chardet"),
    "charset-normalizer": (_charset_normalizer, "charset-normalizer"),
}

if __name__ == "__main__":
    serve(READERS)
