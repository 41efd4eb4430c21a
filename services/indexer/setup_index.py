"""Templates, synonym sets, indexes and aliases in Elasticsearch, made where they are missing."""

from collections.abc import Sequence
from pathlib import Path

from elasticsearch import BadRequestError, Elasticsearch

from contracts.indexes import ARTICLES, LEDGER, VERSIONS, articles_of, writer_of
from services.indexer.spellings import read_families
from services.indexer.synonyms import put_synonyms
from services.indexer.template import articles_template, ledger_template, versions_template
from services.indexer.versions import next_index, versions_of


def install(client: Elasticsearch, dossiers: Sequence[Path]) -> None:
    """Make all that the indexer writes to for these dossiers (folders, named by their id). Safe to repeat.

    Templates and synonym sets are brought to what the files say, and the ledger gets fields that are new; an index of
    articles that exists stays as it is.
    Raises ValueError where a dossier's spellings do not hold, and the client's errors.
    """
    for alias, template in ((LEDGER, ledger_template()), (VERSIONS, versions_template())):
        client.indices.put_index_template(name=alias, **template)
        if client.indices.exists_alias(name=alias):
            # A field that is new in this version: an index of an earlier one would refuse it.
            client.indices.put_mapping(index=alias, **template["template"]["mappings"])
        else:
            _make_index(client, f"{alias}-v1", aliases=(alias,))
    for folder in dossiers:
        install_dossier(client, folder)


def install_dossier(client: Elasticsearch, folder: Path) -> None:
    """The synonym set, template, index and aliases of one dossier."""
    install_template(client, folder)
    _make_articles(client, folder.name)


def install_template(client: Elasticsearch, folder: Path) -> None:
    """The synonym set and template of one dossier: what its next index is made by."""
    dossier = folder.name
    spellings = put_synonyms(client, dossier, read_families(folder))
    client.indices.put_index_template(name=articles_of(dossier), **articles_template(dossier, spellings))


def _make_articles(client: Elasticsearch, dossier: str) -> None:
    versions = versions_of(client, dossier)
    if versions.written:
        return  # if none is read, a rebuild that was cut off has one half done
    if versions.read:
        client.indices.put_alias(index=versions.read, name=writer_of(dossier))
    else:
        aliases = (ARTICLES, articles_of(dossier), writer_of(dossier))
        _make_index(client, next_index(dossier, versions), aliases)


def _make_index(client: Elasticsearch, name: str, aliases: Sequence[str]) -> None:
    try:
        client.indices.create(index=name, aliases={alias: {} for alias in aliases})
    except BadRequestError as error:
        # Another setup, running at the same time, was quicker.
        if error.error != "resource_already_exists_exception":
            raise
