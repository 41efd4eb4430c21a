from services.indexer.pace import Pace


def test_pauses_double_up_to_the_longest():
    pace = Pace(first=1.0, longest=4.0, chance=lambda: 1.0)
    now, pauses = 0.0, []
    for _ in range(4):
        pace.refused(now)
        start = now
        while not pace.open(now):
            now += 0.25
        pauses.append(now - start)
    assert pauses == [1.0, 2.0, 4.0, 4.0]


def test_chance_shortens_a_pause_by_half_at_most():
    pace = Pace(first=1.0, longest=4.0, chance=lambda: 0.0)
    pace.refused(0.0)
    assert not pace.open(0.4)
    assert pace.open(0.5)


def test_refusals_of_requests_sent_together_count_once():
    pace = Pace(first=1.0, longest=60.0, chance=lambda: 1.0)
    pace.refused(0.0)
    pace.refused(0.1)
    assert pace.open(1.0)


def test_success_ends_the_pressure():
    pace = Pace(first=1.0, longest=60.0)
    pace.refused(0.0)
    assert pace.pressed
    pace.accepted()
    assert not pace.pressed
    assert pace.open(0.0)
