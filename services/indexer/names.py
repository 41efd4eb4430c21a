"""What the indexer's indexes, aliases and synonym sets are called."""

# Readers search ARTICLES over all dossiers, or one dossier's own alias; the indexer writes through the latter.
ARTICLES = "masar-articles"
LEDGER = "masar-ledger"
INDEX_VERSION = "v1"


def articles_of(dossier: str) -> str:
    """The alias of a dossier's articles."""
    return f"{ARTICLES}-{dossier}"


def synonyms_of(dossier: str) -> str:
    """The synonym set that holds the spellings of a dossier's names."""
    return f"masar-{dossier}"
