import pytest

from queries.search import Asked, counts_request, hits_request, query, request, search

HIT = {
    "_score": 1.5,
    "_source": {
        "page_id": "a",
        "url": "http://127.0.0.2/1",
        "outlet": "sahifa",
        "title": None,
        "published": None,
        "relevance": {"level": "core"},
        "phases": [{"id": "2024"}],
    },
    "highlight": {"body": ["في **دوشانبه**"]},
}


class FakeElasticsearch:
    def search(self, index, **asked):
        self.asked = (index, asked)
        facets = {"outlet": {"buckets": [{"key": "sahifa", "doc_count": 1}]}}
        return {"hits": {"total": {"value": 1}, "hits": [HIT]}, "aggregations": facets}


def test_an_answer_holds_articles_with_their_passages_and_the_counts_of_facets():
    client = FakeElasticsearch()
    found = search(client, Asked(text="دوشنبه", dossier="dushanbe"))
    assert client.asked[0] == "masar-articles-dushanbe"
    assert (found.total, found.facets) == (1, {"outlet": {"sahifa": 1}})
    (hit,) = found.hits
    assert (hit.published, hit.phases, hit.passages) == (None, ("2024",), ("في **دوشانبه**",))


def test_without_a_dossier_all_are_asked():
    client = FakeElasticsearch()
    search(client, Asked())
    assert client.asked[0] == "masar-articles"
    assert client.asked[1]["query"]["bool"]["must"] == []


def test_quotation_marks_of_either_script_make_a_phrase():
    for text in ('"أمن الحدود" دوشنبه', "«أمن الحدود» دوشنبه", "“أمن الحدود” دوشنبه"):
        phrase, words = request(Asked(text=text))["query"]["bool"]["must"]
        assert (phrase["multi_match"]["type"], phrase["multi_match"]["query"]) == ("phrase", "أمن الحدود")
        assert words["multi_match"]["query"] == "دوشنبه"


def test_words_are_asked_for_each_and_together_for_the_sake_of_names_of_several_words():
    (words,) = request(Asked(text="علي رحمن"))["query"]["bool"]["must"]
    together, each = words["bool"]["should"]
    assert (together["multi_match"]["query"], together["multi_match"]["operator"]) == ("علي رحمن", "and")
    assert [word["multi_match"]["query"] for word in each["bool"]["must"]] == ["علي", "رحمن"]


def test_filters_go_by_the_facets_names_and_dates_are_included():
    asked = request(Asked(filters={"phase": "2024", "agency": "KUNA"}, since="2024-11-01", until="2024-11-30"))
    assert asked["query"]["bool"]["filter"] == [
        {"term": {"phases.id": "2024"}},
        {"term": {"byline.agency": "KUNA"}},
        {"range": {"published.at": {"gte": "2024-11-01", "lte": "2024-11-30"}}},
    ]


def test_a_filter_of_no_such_name_is_refused_with_the_names_there_are():
    with pytest.raises(ValueError, match="no filter colour: there are outlet, phase"):
        request(Asked(filters={"colour": "red"}))


def test_newest_first_and_one_of_each_story():
    asked = request(Asked(text="x", newest=True, one_a_story=True))
    assert list(asked["sort"][0]) == ["published.at"]
    assert asked["collapse"] == {"field": "story.id"}


def test_an_origin_comes_before_its_copies_and_without_words_the_others_are_found_too():
    found = query(Asked(one_a_story=True, about=True))["bool"]
    assert found["must"] == [{"match_all": {}}]
    assert "story.role" in str(found["should"])
    assert found["must_not"] == [{"term": {"relevance.level": "off_topic"}}]


def test_a_field_is_marked_by_what_is_asked_of_it_and_not_by_the_whole_question():
    marked = request(Asked(text="«أمن الحدود» في الكويت"))["highlight"]["fields"]
    for field, how in marked.items():
        asked = how["highlight_query"]["bool"]["should"]
        fields = {name for part in asked for kind in part.values() for name in kind}
        assert fields == {field, f"{field}.light"}
        assert {"match_phrase": {field: "أمن الحدود"}} in asked


def test_nothing_is_marked_where_no_word_was_asked_for():
    assert "highlight" not in request(Asked(filters={"phase": "2024"}))


def test_what_is_shown_counts_nothing_and_what_counts_shows_nothing():
    asked = Asked(text="x", size=20, one_a_story=True)
    hits, counts = hits_request(asked), counts_request(asked)
    assert (hits["size"], hits["track_total_hits"], "aggs" in hits) == (20, False, False)
    assert (counts["size"], counts["track_total_hits"]) == (0, True)
    assert counts["aggs"] == request(asked)["aggs"]
    assert not {"highlight", "collapse", "sort"} & set(counts)


def test_every_page_order_and_folding_of_a_question_counts_by_one_and_the_same_request():
    first = counts_request(Asked(text="x", size=20, about=True))
    for other in ({"start": 40}, {"newest": True}, {"one_a_story": True}):
        assert counts_request(Asked(text="x", size=20, about=True, **other)) == first


def test_newest_first_weighs_nothing():
    asked = hits_request(Asked(text="x", newest=True, one_a_story=True))
    assert list(asked["query"]["bool"]) == ["filter"]
    assert "_score" not in asked["sort"]
