"""A dossier's spellings in Elasticsearch: a synonym set, or rules within the index where a server has no sets."""

from collections.abc import Sequence

import structlog
from elasticsearch import Elasticsearch

from contracts.indexes import articles_of, synonyms_of
from services.indexer.spellings import Family

log = structlog.get_logger()

# The index that holds the sets has a field type of this module, which a cut-down server may lack.
_NEEDED_MODULE = "mapper-extras"
# And, then, with, like, for; "and" and "then" go before the others too.
_PARTICLES = ("و", "ف", "ب", "ك", "ل", "وب", "ول", "وك", "فب", "فل")


def put_synonyms(client: Elasticsearch, dossier: str, families: Sequence[Family]) -> dict[str, object]:
    """Bring the dossier's spellings to the server; the synonym filter's source for the index template.

    A set is taken up by open indexes at once. Rules within an index need it closed for a moment: searches
    fail for as long, and only when the rules have changed. Neither needs reindexing. Raises the client's errors.
    """
    rules = rules_of(families)
    if _keeps_sets(client):
        client.synonyms.put_synonym(id=synonyms_of(dossier), synonyms_set=rules)
        return {"synonyms_set": synonyms_of(dossier), "updateable": True}
    inner = [rule["synonyms"] for rule in rules]
    _change_rules(client, articles_of(dossier), inner)
    return {"synonyms": inner}


def rules_of(families: Sequence[Family]) -> list[dict[str, str]]:
    """The rules of a synonym set: for each family its forms, all equal, and the same forms after a particle."""
    return [rule for family in families for rule in (_equal(family), *_after_particle(family))]


def _equal(family: Family) -> dict[str, str]:
    return {"id": family.id, "synonyms": ", ".join(dict.fromkeys(family.forms))}


def _after_particle(family: Family) -> list[dict[str, str]]:
    forms = list(dict.fromkeys(family.forms))
    # With the article, particles melt into it; such forms are found by their words.
    asked = [particle + form for form in forms if not form.startswith("ال") for particle in _PARTICLES]
    if not asked:
        return []
    return [{"id": f"{family.id}:particle", "synonyms": f"{', '.join(asked)} => {', '.join(forms)}"}]


def _keeps_sets(client: Elasticsearch) -> bool:
    nodes = client.nodes.info(metric="plugins", filter_path="nodes.*.modules.name")["nodes"].values()
    return all(_NEEDED_MODULE in {module["name"] for module in node["modules"]} for node in nodes)


def _change_rules(client: Elasticsearch, alias: str, rules: Sequence[str]) -> None:
    if not client.indices.exists_alias(name=alias):
        return
    for name, index in client.indices.get_settings(index=alias).items():
        if index["settings"]["index"]["analysis"]["filter"]["names"].get("synonyms") == rules:
            continue
        log.info("closing an index for a moment to change its synonyms", index=name)
        client.indices.close(index=name)
        try:
            client.indices.put_settings(index=name, settings={"analysis.filter.names.synonyms": list(rules)})
        finally:
            client.indices.open(index=name)
