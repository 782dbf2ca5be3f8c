"""Which province a notice belongs to, and who told it: its site, a person, or its own text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from corpus.folding import exact
from corpus.units import province_at
from extractors.provinces import find_provinces, province_of

if TYPE_CHECKING:
    from corpus.records import Reading

_READ = 20_000  # characters of the text that are asked
_HEAD = 2_000  # of these, the head with place and day
_DAY = re.compile(r",\s*[Nn]gày\s[^\n]{0,12}tháng")


class Belonging(NamedTuple):
    """The province at the notice's day, the one of today, and who told: site, given, text.

    `named` is what the text alone tells, also where site or person are believed.
    """

    then: str | None
    now: str | None
    source: str | None
    named: str | None


def belonging_of(reading: Reading) -> Belonging:
    """Give the province of a notice; what the site or a person tells goes before the text.

    The text is believed where it names one province only: the issuer of the notice's own number,
    else the place in its head ("Đồng Tháp, ngày 19 tháng 11"), else the title, else the body.
    """
    day = reading.notice.published
    named = province_at(_named(reading, day), day)
    told = province_at(reading.province, day)
    if told.now is not None:
        return Belonging(*told, reading.province_from or "site", named.then)
    return Belonging(*named, "text" if named.now else None, named.then)


def _named(reading: Reading, day: str | None) -> str | None:
    text = reading.facts.text[:_READ]
    own = [r.issuer for r in reading.facts.references if r.own and r.issuer]
    dated = _DAY.search(text, 0, _HEAD)
    place = re.split(r"[\n|*,]", text[: dated.start()].rstrip(" *"))[-1] if dated else ""
    opening = re.match(r"\s*(\w+)\s*[-–]", text)
    if opening and len(opening[1]) <= 4 and province_of(opening[1]):
        return opening[1]
    for told in (
        "\n".join(own),
        place,
        reading.notice.title,
        text,
    ):
        names = {mention.name for mention in find_provinces(told, exact(told), day)}
        if len(names) == 1:
            return names.pop()
    return None
