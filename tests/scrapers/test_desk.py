"""One computes at a time; who waits for a host or the disk has left the desk."""

from __future__ import annotations

import threading

from scrapers.desk import away, seated


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
