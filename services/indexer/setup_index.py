"""Templates, synonym sets, indexes and aliases in Elasticsearch, made where they are missing."""

from collections.abc import Sequence
from pathlib import Path

from elasticsearch import BadRequestError, Elasticsearch

from services.indexer.names import ARTICLES, INDEX_VERSION, LEDGER, articles_of
from services.indexer.spellings import read_families
from services.indexer.synonyms import put_synonyms
from services.indexer.template import articles_template, ledger_template


def install(client: Elasticsearch, dossiers: Sequence[Path]) -> None:
    """Make all that the indexer writes to for these dossiers (folders, named by their id). Safe to repeat.

    Templates and synonym sets are brought to what the files say; an index that exists stays as it is.
    Raises ValueError where a dossier's spellings do not hold, and the client's errors.
    """
    client.indices.put_index_template(name=LEDGER, **ledger_template())
    _make_index(client, LEDGER, aliases=(LEDGER,))
    for folder in dossiers:
        install_dossier(client, folder)


def install_dossier(client: Elasticsearch, folder: Path) -> None:
    """The synonym set, template, index and aliases of one dossier."""
    dossier = folder.name
    spellings = put_synonyms(client, dossier, read_families(folder))
    client.indices.put_index_template(name=articles_of(dossier), **articles_template(dossier, spellings))
    _make_index(client, articles_of(dossier), aliases=(ARTICLES, articles_of(dossier)))


def _make_index(client: Elasticsearch, name: str, aliases: Sequence[str]) -> None:
    if client.indices.exists_alias(name=name):
        return
    try:
        client.indices.create(index=f"{name}-{INDEX_VERSION}", aliases={alias: {} for alias in aliases})
    except BadRequestError as error:
        # Another setup, running at the same time, was quicker.
        if error.error != "resource_already_exists_exception":
            raise
