from __future__ import annotations

import pytest

from scrapers.breaker import Breaker
from scrapers.status import HOST_FAILURES, Status

HOST = "skhcn.mau.gov.vn"


@pytest.fixture
def now():
    return [0.0]


@pytest.fixture
def breaker(now):
    return Breaker(3, 100.0, clock=lambda: now[0])


def fail(breaker, times=1, host=HOST):
    for _ in range(times):
        breaker.saw(host, Status.SERVER_ERROR, "HTTP 500")


def test_it_opens_at_the_limit_and_for_that_host_alone(breaker):
    fail(breaker, 2)
    assert breaker.open(HOST) is None
    fail(breaker)
    assert "3 failures in a row" in breaker.open(HOST)
    assert breaker.open("snv.mau.gov.vn") is None


def test_a_good_answer_between_begins_the_count_anew(breaker):
    fail(breaker, 2)
    breaker.saw(HOST, Status.NOT_FOUND)  # máy chủ có đáp
    fail(breaker, 2)
    assert breaker.open(HOST) is None


def test_it_lets_one_through_after_a_rest_and_rests_twice_as_long(breaker, now):
    fail(breaker, 3)
    now[0] = 99.0
    assert breaker.open(HOST)
    now[0] = 100.0
    assert breaker.open(HOST) is None
    fail(breaker)
    now[0] = 299.0
    assert breaker.open(HOST)
    now[0] = 300.0
    assert breaker.open(HOST) is None
    breaker.saw(HOST, Status.OK)
    fail(breaker, 2)
    assert breaker.open(HOST) is None


def test_rests_have_a_limit(breaker, now):
    fail(breaker, 2)
    for _ in range(20):
        fail(breaker)
        start = now[0]
        while breaker.open(HOST):
            now[0] += 50
        assert now[0] - start <= 800


def test_a_host_whose_robots_cannot_be_had_is_shut_at_once(breaker):
    breaker.saw(HOST, Status.REDIRECT_REFUSED, "robots.txt: …", shut=True)
    assert "robots.txt" in breaker.open(HOST)


@pytest.mark.parametrize("status", sorted(set(Status) - HOST_FAILURES))
def test_what_the_host_is_not_to_blame_for_does_not_count(breaker, status):
    for _ in range(5):
        breaker.saw(HOST, status)
    assert breaker.open(HOST) is None
