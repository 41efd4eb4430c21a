"""How answers of Elasticsearch are read."""

import pytest
from elastic_transport import SerializationError

from services.desk.index import QuickJson


def test_an_answer_is_read_as_the_client_itself_would_read_it() -> None:
    assert QuickJson().loads('{"hits": [{"title": "دوشنبه", "score": 1.5}]}'.encode()) == {
        "hits": [{"title": "دوشنبه", "score": 1.5}]
    }
    assert QuickJson().loads(b'{"score": Infinity}') == {"score": float("inf")}


def test_what_is_no_json_is_the_clients_own_error() -> None:
    with pytest.raises(SerializationError):
        QuickJson().loads(b"<html>")
