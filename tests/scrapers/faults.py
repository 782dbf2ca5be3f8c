"""Portals with every fault we know, each limit one step beyond and one step within.

One host on an address of its own for each fault; a crawl visits them all. The table of fault and
status in docs/faults.md is what came of it:

    python -m tests.scrapers.faults --write
"""

from __future__ import annotations

import socket
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from scrapers.crawl import crawl
from scrapers.status import Status
from tests.scrapers.fault_list import FAULTS
from tests.scrapers.faulty import SETTINGS, Fault, FaultyPortal, Issuer, Street, twice_packed
from tests.scrapers.portal import Portal, site

DOCUMENT = Path(__file__).parents[2] / "docs" / "faults.md"


def everything():
    return [fault for faults in FAULTS.values() for fault in faults]


HEALTHY = ("lang-gieng-a", "lang-gieng-b")


@dataclass
class Farm:
    """Every faulty host and two healthy ones, each under a name of its own."""

    portals: dict[str, Portal]
    faults: dict[str, Fault]
    issuer: Issuer

    def declared(self, name):
        fault = self.faults.get(name)
        scheme = fault.scheme if fault else "http"
        portal = self.portals[name]
        return site(
            name.replace("-", "_"),
            origin=f"{scheme}://{name}.mau.vn:{portal.port}",
            tls=fault.tls if fault else None,
        )

    def guard(self):
        asked = {"doi-ten": 0}

        def resolve(host, port, **options):
            name = host.partition(".")[0]
            if name == "khong-ten":
                raise socket.gaierror(-2, "Name or service not known")
            if name in asked:
                asked[name] += 1
                if asked[name] > 1:
                    return socket.getaddrinfo("10.0.0.1", port, **options)
            place = self.portals[name].host if name in self.portals else host
            return socket.getaddrinfo(place, port, **options)

        hidden = {"ten-noi-bo"}
        public = {name for name, fault in self.faults.items() if fault.public}
        places = {(f"{n}.mau.vn", p.port): (p.host, p.port)
                  for n, p in self.portals.items() if n in public}  # fmt: skip
        own = {(f"{n}.mau.vn", p.port) for n, p in self.portals.items() if n not in hidden | public}
        return Street(places | self.issuer.place, own, resolve)

    def crawl(self, folder, names=None, settings=SETTINGS, **options):
        """The report of each host's visit."""
        chosen = list(self.portals) if names is None else names
        reports = crawl(
            [self.declared(name) for name in chosen], folder, settings,
            guard=self.guard(), **options,
        )  # fmt: skip
        return {report.site.replace("_", "-"): report for report in reports}


@contextmanager
def farm(names=None):
    """The farm, or a part of it; all of it stops when the block ends."""
    chosen = {fault.name: fault for fault in everything() if names is None or fault.name in names}
    twice_packed()  # takes longer than a portal may
    with ExitStack() as stack:
        portals = {name: stack.enter_context(FaultyPortal(fault)) for name, fault in chosen.items()}
        portals |= {name: stack.enter_context(Portal(3)) for name in HEALTHY}
        yield Farm(portals, chosen, stack.enter_context(Issuer()))


def found(fault, report):
    """What a visit called the fault: at its address, else at the listing, else nothing."""
    at = {trouble.url.partition("mau.vn")[2].lstrip(":0123456789"): trouble.status
          for trouble in reversed(report.troubles) if trouble.url}  # fmt: skip
    whole = [trouble.status for trouble in report.troubles if not trouble.url]
    if not fault.path:
        return whole[0] if whole else Status.OK
    return at.get(fault.path) or at.get("/tin") or (whole[0] if whole else Status.OK)


def table(statuses):
    """The document: each fault with its status, under its heading."""
    lines = [HEADING]
    for heading, faults in FAULTS.items():
        lines += [f"## {heading}", "", "| what the host does | status |", "|---|---|"]
        lines += [f"| {fault.what} | `{statuses[fault.name]}` |" for fault in faults]
        lines.append("")
    return "\n".join(lines)


_LIMITS = ", ".join(
    f"`{name}` {getattr(SETTINGS, name)}"
    for name in (
        "retries", "longest_wait", "redirects", "failures_in_a_row", "connect_timeout",
        "read_timeout", "deadline", "min_rate", "grace", "max_page_bytes", "max_file_bytes",
        "max_ratio",
    )
)  # fmt: skip
HEADING = f"""# Faults and what they are called

What portals, firewalls and networks do wrong, one host for each, crawled side by side, and the
status that came of it. `ok` says that it is no fault: one step within a limit, or something that
heals. [operating.md](operating.md) says what each status asks of you.

The limits of this crawl (yours are in `vanban.toml`):
{_LIMITS}.

This page is made by `python -m tests.scrapers.faults --write`; a test holds it to what happens.
"""


def main():
    """Crawl the farm, print the table, write it with --write."""
    with farm() as running, tempfile.TemporaryDirectory() as folder:
        start = time.monotonic()
        reports = running.crawl(Path(folder))
        sys.stderr.write(f"{len(reports)} hosts in {time.monotonic() - start:.1f} s\n")
    statuses = {fault.name: found(fault, reports[fault.name]) for fault in everything()}
    for fault in everything():
        if statuses[fault.name] is not fault.status:
            told = reports[fault.name].troubles
            sys.stderr.write(f"{fault.name}: {statuses[fault.name]}, not {fault.status}: {told}\n")
    if "--write" in sys.argv:
        DOCUMENT.write_text(table(statuses), encoding="utf-8")
    else:
        sys.stdout.write(table(statuses))


if __name__ == "__main__":
    main()
