from __future__ import annotations

import itertools
import socket
from collections import Counter

import pytest

from scrapers.groups import groups_of, processes_for
from scrapers.guard import Guard
from scrapers.shard import Moved, group_of, shard_of, sharded
from tests.scrapers.portal import site

GROUPS = [f"tinh{n}.gov.vn" for n in range(1000)]


def guard_of(**addresses):
    """A guard whose names lie where it is said; all others have an address of their own."""
    own = {}

    def resolve(host, port=None, **_):
        place = addresses.get(host.partition(".")[0])
        place = place or own.setdefault(host, f"198.51.{100 + len(own) // 250}.{len(own) % 250}")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (place, port or 0))]

    return Guard((), resolve)


def at(name, host, **changes):
    return site(name, host=host, **changes)


# (nguồn gốc, nhóm khai báo, nhóm)
DOMAINS = [
    ("skhcn.longan.gov.vn", None, "longan.gov.vn"),
    ("www.longan.gov.vn", None, "longan.gov.vn"),
    ("baodongthap.vn", None, "baodongthap.vn"),
    ("mst.gov.vn", None, "mst.gov.vn"),  # gov.vn là hậu tố công cộng
    ("127.3.4.5:8080", None, "127.3.4.5"),
    ("cong.hue.gov.vn", "cum-may-chu-hue", "cum-may-chu-hue"),
]


@pytest.mark.parametrize(("host", "declared", "group"), DOMAINS)
def test_a_group_is_declared_or_the_registrable_domain(host, declared, group):
    assert group_of(site(host=host, group=declared)) == group


def test_shards_part_all_groups_about_evenly():
    for shards in (1, 2, 3, 7):
        counted = Counter(shard_of(group, shards) for group in GROUPS)
        assert sorted(counted) == list(range(1, shards + 1))
        assert max(counted.values()) < 1.25 * len(GROUPS) / shards


def test_one_shard_more_moves_groups_only_to_it():
    for group in GROUPS:
        assert shard_of(group, 5) in {shard_of(group, 4), 5}


def test_every_site_is_in_exactly_one_shard():
    sites = [at(f"so_{n}", f"so{n}.tinh{n % 9}.gov.vn") for n in range(40)]
    parts = [sharded(sites, k, 4, guard_of())[0] for k in range(1, 5)]
    assert Counter(one.name for part in parts for one in part) == Counter(one.name for one in sites)
    homes = [{one.origin.partition(".")[2] for one in part} for part in parts]
    assert all(not a & b for a, b in itertools.combinations(homes, 2))


def test_hosts_of_one_address_are_left_to_the_lowest_and_reported():
    """Ba tỉnh trên một máy chủ: chỉ một phần hỏi máy ấy."""
    sites = [at(f"cong_{n}", f"cong{n}.tinh{n}.gov.vn") for n in range(8)]
    apart = sorted({shard_of(f"tinh{n}.gov.vn", 3) for n in (0, 1, 2, 3)})
    assert len(apart) > 1, "the names are chosen so that they fall apart"
    shared = guard_of(**{f"cong{n}": "198.51.9.9" for n in (0, 1, 2, 3)})
    expected = Moved(("cong_0", "cong_1", "cong_2", "cong_3"), tuple(apart))
    for shard in (1, 2, 3):
        mine, moved = sharded(sites, shard, 3, shared)
        assert moved == (expected,)
        together = {one.name for one in mine} & set(expected.sites)
        assert together == (set(expected.sites) if shard == apart[0] else set())


def test_sites_that_share_a_host_an_alias_a_file_host_or_an_address_are_one_group():
    sites = [
        at("mot", "a.gov.vn"),
        at("hai", "b.gov.vn", aliases=["a.gov.vn"]),
        at("ba", "c.gov.vn", file_hosts=["tep.gov.vn"]),
        at("bon", "d.gov.vn"),
        at("nam", "e.gov.vn", file_hosts=["tep.gov.vn"]),
        at("sau", "f.gov.vn"),
    ]
    groups = groups_of(sites, guard_of(d="198.51.9.1", f="198.51.9.1"))
    names = sorted(sorted(one.name for one in group) for group in groups)
    assert names == [["ba", "nam"], ["bon", "sau"], ["hai", "mot"]]
    # một trang nối hai nhóm đã có
    bridge = at("bay", "b.gov.vn", file_hosts=["tep.gov.vn"])
    assert sorted(map(len, groups_of([*sites, bridge], guard_of()))) == [1, 1, 5]


def test_few_hosts_do_not_pay_for_processes(monkeypatch):
    monkeypatch.setattr("os.cpu_count", lambda: 4)
    assert [processes_for(n, 0) for n in (0, 1, 15, 31, 32, 63, 64, 500)] == [
        1,
        1,
        1,
        1,
        2,
        3,
        4,
        4,
    ]
    assert [processes_for(n, 2) for n in (0, 1, 2, 100)] == [1, 1, 2, 2]
