"""Whom a text means by a short name: "ông", "ông Kiên", "đồng chí", "Sở"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import cues
from extractors.actors import clean, name_end
from extractors.text import CAPITALS

if TYPE_CHECKING:
    from extractors.atoms import Scan
    from extractors.known_names import Names

_PERSON = re.compile(rf"(?:[Ôô]ng|[Bb]à|[Đđ]ồng chí|[Đđ]/c)\s([{CAPITALS}]\w+)")
TITLES = {
    *("đoàn", "sở", "bộ", "tổ", "giám đốc sở", "phó giám đốc sở", "chủ tịch", "phó chủ tịch"),
    *("giám đốc", "phó giám đốc", "bí thư", "thứ trưởng", "bộ trưởng", "cục"),
}
_LONGEST_NAME = 160
_MOST_BODIES = 40
_MOST_FORMS = 6
_WINDOW = 6000  # characters back in which the full name is sought
_PRONOUNS = {"ông", "bà", "anh", "chị", "cô", "thầy", "đồng chí", "vị"}
OFFICE = cues.spaced(
    r"(?<!\w)(?:ông|bà|anh|chị|cô|đồng chí|đ/c|(?:phó )?(?:tổng )?(?:chủ tịch|bí thư|giám đốc"
    r"|thủ tướng|cục trưởng|vụ trưởng|chủ nhiệm|hiệu trưởng|viện trưởng|trưởng|chánh|tư lệnh)"
    r"|bộ trưởng"
    r"|thứ trưởng|chi cục trưởng|(?:đại|thượng|trung|thiếu) (?:tướng|tá|úy)|(?:pgs[.,]?|gs[.,]?)?ts"
    r"|ths|bác sĩ|tiến sĩ|thạc sĩ|kỹ sư|luật sư|chuyên gia)(?!\w)"
)
_PERSON_NAME = re.compile(rf"(\w+)((?:\s[{CAPITALS}][\w']+){{1,5}})\Z")
_PLACE_WORD = {
    *("tỉnh", "huyện", "xã", "phường", "phố", "quận", "trấn", "sở", "bộ", "phòng", "ban", "cục"),
    *("ủy", "cảng"),
}
_LONG_PLACE = 3  # words; hardly a place has so many
_NEAR_PERSON = 1500  # characters back to whom "ông" points


def _names_place(ending: re.Match[str]) -> bool:
    """Tell whether a name ends in a place: "thị xã Kinh Môn", not "UBND tỉnh Lê Quang Vinh"."""
    if ending[1].lower() not in _PLACE_WORD:
        return False
    return len(ending[2].split()) < _LONG_PLACE or ending[2].strip() in {
        "Hồ Chí Minh",
        "Thừa Thiên Huế",
    }


def pronoun_of(name: str) -> str | None:
    """Give "ông" for "ông", "ông này", "vị này"; None for a name."""
    words = name.split()
    if words and words[-1] in {"này", "ấy", "cũng"}:
        words.pop()
    whole = " ".join(words)
    return whole if whole in _PRONOUNS else None


def longer(scan: Scan, known: Names, name: str, at: int) -> str | None:
    """Give the longer name that the text used last for whom it now calls "Sở", "ông Kiên"."""
    text = scan.text
    person = _PERSON.fullmatch(name)
    if not person and name.lower() not in TITLES:
        return None
    if person and (title := _titled(scan, known, person[1], at)):
        return title
    window = text[max(0, at - _WINDOW) : at]
    pattern = (
        rf"(?:[Ôô]ng|[Bb]à|[Đđ]ồng chí)\s(?:\w+\s){{1,3}}{person[1]}(?!\w)" if person else None
    )
    found = list(
        re.finditer(pattern or rf"(?<!\w){re.escape(name)}\s(?=\w)", window, re.IGNORECASE)
    )
    for place in reversed(found[-_MOST_FORMS:]):
        start = place.start() + max(0, at - _WINDOW)
        group = cues.RELATIVE.match(scan.folded, start)
        end = min(at, start + _LONGEST_NAME)
        last = group.end() if group else name_end(scan, known, start, end)
        longer = clean(scan, start, last) if last else None
        if longer and len(longer) > len(name) and "," not in longer[: len(name) + 2]:
            return longer
    return None


def meant(scan: Scan, known: Names, speaker: str | None, pronoun: str, at: int) -> str | None:
    """Give whom "ông", "bà" means: who spoke last if a person, else who was named last."""
    named = bool(speaker and _PERSON_NAME.search(speaker))
    first = (speaker or "").lower().split(" ", 1)[0]
    if named and (first not in _PRONOUNS or pronoun in {first, "đồng chí"}):
        return speaker
    return _last_person(scan, known, pronoun, at) or speaker


def _last_person(scan: Scan, known: Names, pronoun: str, at: int) -> str | None:
    """Give the person named last before a place, to whom "ông", "bà" points back."""
    text, folded = scan.text, scan.folded
    since = max(0, at - _NEAR_PERSON)
    last = None
    for found in OFFICE.finditer(folded, since, at):
        start = found.start()
        if last and start < last[1]:
            continue
        end = name_end(scan, known, start, min(at, start + _LONGEST_NAME))
        other = found[0] in _PRONOUNS and found[0] not in {pronoun, "đồng chí"}
        person = _PERSON_NAME.search(text, start, end) if end and not other else None
        if end and not other and not person:  # "Ông Lê Văn Nam, Giám đốc Trung tâm"
            comma = text.find(",", start, end)
            person = _PERSON_NAME.search(text, start, comma) if comma > 0 else None
        if end and person and not _names_place(person):
            last = (start, end)
    return clean(scan, *last) if last else None


def _titled(scan: Scan, known: Names, given: str, at: int) -> str | None:
    """Give "Chủ tịch UBND tỉnh Rah Lan Chung" for "ông Chung"."""
    for body in reversed(known.within(max(0, at - _WINDOW), at)[-_MOST_BODIES:]):
        last = name_end(scan, known, body.start, min(at, body.start + _LONGEST_NAME))
        if last and scan.text[body.start : last].endswith(" " + given):
            return clean(scan, body.start, last)
    return None
