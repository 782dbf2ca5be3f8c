"""One computes at a time; who waits for a host or the disk has left the desk."""

from __future__ import annotations

import threading

from scrapers.desk import away, seated, wait_until_free


def test_one_sits_while_another_is_away() -> None:
    sat, went_on = threading.Event(), threading.Event()

    def other() -> None:
        with seated():
            sat.set()
        went_on.set()

    with seated():
        thread = threading.Thread(target=other)
        thread.start()
        assert not sat.wait(0.05)
        with away(), away():  # a fetch that waits inside a fetch that waits
            assert went_on.wait(5)
        sat.clear()
        again = threading.Thread(target=other)
        again.start()
        assert not sat.wait(0.05)
    thread.join()
    again.join()
    assert sat.is_set()


def test_who_has_no_desk_leaves_none() -> None:
    with seated():
        pass
    with away():
        taken = threading.Event()

        def other() -> None:
            with seated():
                taken.set()

        thread = threading.Thread(target=other)
        thread.start()
        assert taken.wait(5)
        thread.join()


def test_one_can_wait_until_nobody_wants_the_desk() -> None:
    """Chờ đến khi không còn ai cần bàn, nhưng không chờ mãi."""
    left, leave = threading.Event(), threading.Event()

    def other() -> None:
        with seated():
            left.set()
            leave.wait(5)

    thread = threading.Thread(target=other)
    thread.start()
    assert left.wait(5)
    wait_until_free(0.01)  # it is not free, and the time is over
    assert thread.is_alive()
    threading.Timer(0.05, leave.set).start()
    wait_until_free(60)
    thread.join(5)
    assert leave.is_set()
    assert not thread.is_alive()
