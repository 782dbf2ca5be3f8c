"""Portals for the crawl's benchmarks: bytes made beforehand, one process, one loop.

`python benchmarks/crawl_server.py samples 300` serves eight sample portals with 300 notices each;
`… hosts 200 100 92` serves 200 hosts with 100 articles of 92 KB each, every one on an address of
its own. Prints a JSON line with the origins; at the end of its input a second one: requests, the
seconds between first and last, bytes sent, its own CPU seconds, the shortest pause at a host.
"""

from __future__ import annotations

import asyncio
import json
import random
import resource
import sys
import time
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from scrapers.page import read_article, read_listing
from scrapers.samples import pool, render
from scrapers.samples.portal import Portal, portals

if TYPE_CHECKING:
    from collections.abc import Mapping

# Their pagers are links: a spider needs no code of its own for them.
_FAMILIES = (
    "drupal", "joomla", "liferay", "newspaper_cate", "nukeviet", "sharepoint_tandan",
    "sharepoint_webpart", "slugid_mvc",
)  # fmt: skip
_MISSING = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


class Pages(Protocol):
    """What a host has."""

    def get(self, target: bytes, missing: bytes, /) -> bytes:
        """Give the answer to a request for an address."""


@dataclass
class Host:
    """What a host answers, and when it was asked."""

    pages: Pages
    last_end: float = 0.0
    least_gap: float = float("inf")


@dataclass
class Count:
    """What was asked of all hosts."""

    requests: int = 0
    sent: int = 0
    first: float = 0.0
    last: float = 0.0
    hosts: list[Host] = field(default_factory=list)


class Answering(asyncio.Protocol):
    """One connection: a request line in, bytes out."""

    def __init__(self, host: Host, count: Count) -> None:
        self._host = host
        self._count = count
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        self._transport = transport  # type: ignore[assignment]  # a stream server's is a Transport

    def data_received(self, data: bytes) -> None:
        """Answer each complete request."""
        self._buffer += data
        while b"\r\n\r\n" in self._buffer and self._transport is not None:
            head, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
            now = time.monotonic()
            found = self._host.pages.get(head.split(b" ", 2)[1], _MISSING)
            if self._host.last_end:
                self._host.least_gap = min(self._host.least_gap, now - self._host.last_end)
            self._count.requests += 1
            self._count.sent += len(found)
            self._count.first = self._count.first or now
            # The pause begins with the end of an answer. It is noted before the bytes go: behind
            # the call this process may sleep while the client reads, and seems hurried then.
            self._host.last_end = time.monotonic()
            self._transport.write(found)
            self._count.last = time.monotonic()


def answer(body: bytes, kind: str = "text/html; charset=utf-8") -> bytes:
    """Give an answer as it goes over the wire."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def sample_portals(count: int) -> list[Portal]:
    """Give sample portals that carry the pool again and again, each notice with its own number."""
    once = pool.notices()
    many = tuple(
        replace(notice, id=f"{n:05}", title=f"{notice.title} ({n})")
        for n in range(1, count + 1)
        for notice in [once[n % len(once)]]
    )
    return list(portals(_FAMILIES, everything=True, notices=many))


def prebuilt(portal: Portal) -> dict[bytes, bytes]:
    """Give everything that a crawl asks of a portal, by following it as a crawl does."""
    site = portal.site
    pages = {b"/robots.txt": answer(render.ROBOTS.encode(), "text/plain")}

    def put(url: str) -> bytes:
        parts = urlsplit(url)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        found = render.answer(portal, target)
        pages[target.encode()] = answer(found.body, found.media_type)
        return found.body

    for listing in site.listing_urls():
        url: str | None = listing
        while url is not None:
            shown = read_listing(site, put(url), url)
            url = shown.next.url if shown.next is not None else None
            for item in shown.items:
                notice = read_article(site, put(item.url), item.url, listed=item)
                for file in notice.attachments:
                    put(file.url)
            if url is not None and urlsplit(url).path.encode() in pages and "?" not in url:
                break
    return pages


class BigHost:
    """A host with articles of so many kilobytes, most of them furniture, as portals have.

    No two articles are alike, on it or on others: what a corpus does with copies is another matter.
    A page is made when it is asked for, of a text of its own and furniture made beforehand.
    """

    def __init__(self, number: int, articles: int, kilobytes: int) -> None:
        self._number = number
        self._articles = articles
        menu = "".join(
            f'<li class="muc"><a href="/muc/{n}.html" title="Mục {n}">Chuyên mục số {n}</a></li>'
            for n in range(20)
        ).encode()
        self._size = 1024 * kilobytes
        self._menu = menu * (self._size // len(menu))
        self._unit = len(menu)

    def get(self, target: bytes, missing: bytes) -> bytes:
        """Give the answer to a request for an address."""
        if target == b"/robots.txt":
            return answer(b"", "text/plain")
        if target.startswith(b"/tin"):
            return self._page(self._listing(int(target.partition(b"=")[2] or 1)))
        number = target.rpartition(b"-")[2]
        if target.startswith(b"/bai/bao-cao-") and 0 < int(number) <= self._articles:
            return self._page(self._article(int(number)))
        return missing

    def _page(self, content: str) -> bytes:
        head = f"<!DOCTYPE html><html><head><meta charset=utf-8></head><body>{content}<ul>".encode()
        rest = max(0, self._size - len(head)) // self._unit * self._unit
        return answer(head + self._menu[:rest] + b"</ul></body>")

    def _listing(self, page: int) -> str:
        first = 50 * (page - 1)
        rows = "".join(
            f"<li class=tin><a href='/bai/bao-cao-{n}'>{self._title(n)}</a>"
            f" <span class=ngay>{n % 28 + 1:02}/03/2026</span></li>"
            for n in range(first + 1, min(first + 50, self._articles) + 1)
        )
        more = first + 50 < self._articles
        following = f"<a class=sau href='/tin?page={page + 1}'>Sau</a>" if more else ""
        return f"<ul>{rows}</ul>{following}"

    def _title(self, n: int) -> str:
        return f"Báo cáo số {n} của huyện {self._number} về cải cách hành chính"

    def _article(self, n: int) -> str:
        draw = random.Random(self._number * 1_000_000 + n)  # noqa: S311  (nothing is hidden)
        told = "".join(f"<p>{draw.choice(_TOLD).format(*_numbers(draw))}</p>" for _ in range(25))
        return (
            f"<h1>{self._title(n)}</h1><span class=ngay>{n % 28 + 1:02}/03/2026</span>"
            f"<div class=noidung>{told}</div>"
        )


# A fifth of the sentences cite, a tenth each tells a score, asks for something or finds it lacking.
_TOLD = (
    "Thực hiện Kế hoạch số {0}/KH-UBND ngày {1:02}/{2:02}/{3} của UBND tỉnh, đã họp {4} lần.",
    "Căn cứ Quyết định số {0}/QĐ-UBND ngày {1:02}/{2:02}/{3}, tổ công tác số {4} được thành lập.",
    "Chỉ số cải cách hành chính năm {3} đạt {4},{1:02} điểm, xếp thứ {1}.",
    "Yêu cầu Phòng Nội vụ rà soát {4} thủ tục, hoàn thành trước ngày {1:02}/{2:02}/2026.",
    "Tuy nhiên, còn {4} hồ sơ giải quyết chậm so với quy định tại {1} xã.",
    "Trong tháng {2}, bộ phận một cửa tiếp nhận {0} hồ sơ, trong đó có {4} hồ sơ trực tuyến.",
    "Đoàn công tác đã đến thăm {1} xã và trao đổi với {4} cán bộ về công tác chuyển đổi số.",
    "Huyện đã tổ chức {1} lớp tập huấn cho {0} lượt công chức, viên chức và người lao động.",
    "Kinh phí bố trí cho nhiệm vụ này là {0} triệu đồng, giải ngân được {4} phần trăm.",
    "Các đơn vị đã đăng {0} tin, bài trên trang thông tin điện tử trong quý {1} vừa qua.",
)


def _numbers(draw: random.Random) -> tuple[int, ...]:
    return (
        draw.randint(1, 3000), draw.randint(1, 28), draw.randint(1, 12), draw.randint(2015, 2026),
        draw.randint(10, 99),
    )  # fmt: skip


async def serve(held: Mapping[str, Pages]) -> None:
    """Serve until the input ends; the first host of a kind at 127.0.88.1, and so on."""
    loop = asyncio.get_running_loop()
    count = Count()
    origins = {}
    for number, (name, pages) in enumerate(held.items()):
        host = Host(pages)
        count.hosts.append(host)
        address = f"127.0.{88 + number // 250}.{number % 250 + 1}"
        server = await loop.create_server(partial(Answering, host, count), address, 0, backlog=64)
        origins[name] = f"http://{address}:{server.sockets[0].getsockname()[1]}"
    print(json.dumps(origins), flush=True)
    before = cpu()
    await loop.run_in_executor(None, sys.stdin.read)
    gaps = [host.least_gap for host in count.hosts if host.least_gap < float("inf")]
    told = {
        "requests": count.requests,
        "seconds": count.last - count.first,
        "megabytes": count.sent / 1e6,
        "cpu": cpu() - before,
        "least_gap": min(gaps, default=None),
    }
    print(json.dumps(told), flush=True)


def cpu() -> float:
    """Give the CPU seconds of this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main(kind: str, *numbers: str) -> None:
    """Make everything, then serve it."""
    held: Mapping[str, Pages]
    if kind == "samples":
        held = {one.site.name: prebuilt(one) for one in sample_portals(int(numbers[0]))}
    else:
        hosts, articles, kilobytes = map(int, numbers)
        held = {f"cong_{n:03}": BigHost(n, articles, kilobytes) for n in range(hosts)}
    asyncio.run(serve(held))


if __name__ == "__main__":
    main(*sys.argv[1:])
