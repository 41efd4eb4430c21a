import pytest

from services.indexer.verdict import verdict


def _item(status, kind, reason="", cause=None):
    error = {"type": kind, "reason": reason}
    return {"status": status, "error": error | ({"caused_by": cause} if cause else {})}


@pytest.mark.parametrize("status", [200, 201])
def test_a_document_that_stands_is_written(status):
    assert verdict({"status": status}, 1).kind == "written"


@pytest.mark.parametrize(("held", "kind"), [(3, "unchanged"), (4, "superseded")])
def test_a_conflict_tells_the_same_revision_from_a_newer_one(held, kind):
    reason = f"[x]: version conflict, current version [{held}] is higher or equal to the one provided [3]"
    assert verdict(_item(409, "version_conflict_engine_exception", reason), 3).kind == kind


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (429, "es_rejected_execution_exception"),
        (429, "circuit_breaking_exception"),
        (503, "unavailable_shards_exception"),
        (403, "cluster_block_exception"),
        (403, "security_exception"),
        (404, "index_not_found_exception"),
        (400, "index_closed_exception"),
        (504, "a_name_of_the_future"),
    ],
)
def test_the_clusters_state_is_no_fault_of_the_document(status, kind):
    assert verdict(_item(status, kind), 1).kind == "later"


@pytest.mark.parametrize("kind", ["document_parsing_exception", "strict_dynamic_mapping_exception", "made_up_tomorrow"])
def test_a_rejection_of_any_name_is_dead_and_keeps_elasticsearchs_words(kind):
    told = verdict(_item(400, kind, "failed to parse", {"type": "cause", "reason": "not a date"}), 1)
    assert (told.kind, told.reason) == ("dead", kind)
    assert told.error == f"{kind}: failed to parse; caused by cause: not a date"


def test_a_server_that_breaks_at_a_document_is_tried_again():
    assert verdict(_item(500, "null_pointer_exception"), 1).kind == "broken"
