"""What the indexer's indexes, aliases and synonym sets are called."""

# Readers search ARTICLES over all dossiers, or one dossier's own alias; the indexer writes through writer_of.
ARTICLES = "masar-articles"
LEDGER = "masar-ledger"
# Every text that an article ever had, of all dossiers; ARTICLES holds the newest of each.
VERSIONS = "masar-versions"


def articles_of(dossier: str) -> str:
    """The alias that a dossier's articles are searched through."""
    return f"{ARTICLES}-{dossier}"


def writer_of(dossier: str) -> str:
    """The alias that a dossier's articles are written through.

    Another than the readers': while an index is rebuilt, what is new goes into the new one and searches still see
    the old one whole. Not under the readers' prefix, so that no reader's pattern reaches it.
    """
    return f"masar-write-{dossier}"


def index_of(dossier: str, number: int) -> str:
    """The name of one version of a dossier's index; the first has number 1."""
    return f"{articles_of(dossier)}-v{number}"


def synonyms_of(dossier: str) -> str:
    """The synonym set that holds the spellings of a dossier's names."""
    return f"masar-{dossier}"
