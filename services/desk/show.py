"""Templates to pages."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from services.desk import shown
from services.desk.asking import Asking
from services.desk.words import Language, words_of

HERE = Path(__file__).parent
STATIC = HERE / "static"


def show(asking: Asking, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page of a dossier."""
    known = asking.dossier
    other, there = asking.other_language()
    text = page(
        template,
        asking.language,
        asking=asking,
        path=asking.path,
        again=asking.again,
        dossier=known,
        other=other,
        there=there,
        outlet=lambda key: shown.called(known.outlets, key, asking.language),
        phase=lambda key: shown.called({**known.phases, **known.coming}, key, asking.language),
        actor=lambda key: shown.called(known.actors, key, asking.language),
        country=lambda key: asking.words.country.get(key, key),
        search_by=lambda facet: lambda key: asking.path("search", **{facet: key}),
        actor_address=lambda key: _actor_address(asking, key),
        **values,
    )
    return HTMLResponse(text, status)


def _actor_address(asking: Asking, key: str) -> str:
    """An actor's page; for those that the dossier does not list, the articles with that name."""
    return asking.path("actors", key) if key in asking.dossier.actors else asking.path("search", q=f"«{key}»")


def page(template: str, language: Language, **values: Any) -> str:
    """A template filled, with the words of a language and what shows dates and names in it."""
    words = words_of(language)
    return (
        _environment()
        .get_template(template)
        .render(
            language=language,
            words=words,
            say=words.text,
            moment=lambda at: shown.moment(at, words),
            name=lambda named: shown.name_of(named, language),
            static=_static,
            **values,
        )
    )


@cache
def _environment() -> Environment:
    found = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown.clean,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {"number": shown.number, "share": shown.share, "marked": shown.marked}
    return found


@cache
def _static(name: str) -> str:
    """The address of a file under static/, which changes with what is in it."""
    return f"/static/{name}?{sha256((STATIC / name).read_bytes()).hexdigest()[:12]}"
