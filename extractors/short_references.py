"""Short and back references, and names defined by "sau đây gọi tắt là".

They have no full number of their own. Short numbers ("Kế hoạch 522") become identifiers, which
`references` reads like the full ones; the others carry no code, only what they stand for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import days, named_laws, type_words
from extractors.document_types import NAMES
from extractors.facts import Reference
from extractors.identifiers import Identifier
from extractors.text import word_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.atoms import Scan
    from extractors.type_words import TypeWord

_SHORT = re.compile(
    r"[\s*]{1,3}(?P<so>số[\s:.*]{0,4})?(?P<num>[0-9]{1,5}[a-zđ]?)(?P<year>/(?:19|20)[0-9]{2})?"
    r"(?![\w/%]|[.,][0-9]|-[a-z0-9]|\s[a-zđ]\s?/)"
)
_MORE_DATED = re.compile(  # "số 12 ngày 3/4/2019 và số 15 ngày 5/4/2019"
    rf"\s(?:ngày\s)?{days.NUMERIC}(?:,\s?|,?\s(?:và)\s)số\s(?P<num>[0-9]{{1,5}}[a-zđ]?)(?=\s(?:ngày\s)?[0-9])"
)
_MORE = re.compile(r"(?:,\s?|\s(?:và|,)\s)(?:số\s)?(?P<num>[0-9]{2,5}[a-zđ]?)(?![\w/%]|[.,-][0-9])")
_AFTER = re.compile(
    r"[\s*]{0,3}(?:[,.;:)”\"\]|]|\Z|\n|năm\s+(?:(?:19|20)[0-9]{2}(?!\s?-)|nay)|ngày\s+[0-9]|(?:của|về|này|nêu|nói|trên|là|được"
    r"|đã|và|cũng|thì|với|tại|theo|trong|cho|có|gắn|đến|do|đối|vào|tới|bằng|như|để|nhằm|đảm|bảo|đạt"
    r"|hoặc|nhưng|song|mà|khi|từ|ra|đều|còn|mới|vẫn|sẽ|đang|phải|cần|chưa|không|chỉ|dần|tiếp|sau|vừa|luôn|rất"
    r"|đi|ban|quy|yêu|giao|xác|đề|đặt|khẳng|hướng|cùng|cấp|thực|triển|bên|qua|nên|hay|kèm|lần)(?!\w))"
)
# Whose it is tells that a number of any type is a document's: "quy định 07 của Bộ Chính trị".
_OF_ISSUER = re.compile(
    r"[\s*]{1,3}(?:ngày\s+[0-9]{1,2}[/.-]|của\s+(?:bộ|ban\s+(?:bí\s+thư|chấp\s+hành|thường\s+vụ)|btv|bch|trung\s+ương"
    r"|tỉnh\s+ủy|thành\s+ủy|huyện\s+ủy|quận\s+ủy|thị\s+ủy|đảng\s+ủy|chính\s+phủ|thủ\s+tướng|chủ\s+tịch|quốc\s+hội|ubnd|hđnd"
    r"|ủy\s+ban|hội\s+đồng|sở|tổng\s+cục|thanh\s+tra)(?!\w))"
)
_AND_SO = re.compile(r"(?:,|\s+và)\s+(?:[^\W\d_]+\s+){2,3}(?:số\s+)?[0-9]{2,5}[a-zđ]?")
# Right of a number these make a count of it, though the text has a document of that number.
_COUNTED = re.compile(
    r"[\s*]{1,3}(?:người|đồng|triệu|tỷ|ngày(?! [0-9])|tháng|năm(?! nay)|lần|buổi|cuộc"
    r"|lớp|đợt|giờ|phút|m|km|ha|nhóm|mục|nội\s+dung"
    r"|nhiệm\s+vụ|chỉ\s+tiêu|đơn\s+vị|xã|phường|huyện|tỉnh|thủ\s+tục|hồ\s+sơ|trường\s+hợp|điểm|bước"
    r"|vấn\s+đề|ý\s+kiến|kiến\s+nghị|cán\s+bộ|(?:công|viên)\s+chức|đồng\s+chí|cá\s+nhân|tập\s+thể|tổ\s+chức|văn\s+bản"
    r"|(?:tiểu\s+)?dự\s+án|công\s+trình|tiêu\s+chí|chỉ\s+số|lĩnh\s+vực|thành\s+viên|giải\s+pháp|mức|loại|khoản|phần|chương"
    r"|điều|phòng|sở|ban(?!\s+hành)|bộ|ngành|cơ\s+quan|doanh\s+nghiệp|hộ|học\s+sinh|trường|thôn|tổ|bản|bài|ca|vụ|phiếu|đại\s+biểu"
    r"|báo\s+cáo|lượt|mô\s+hình|sản\s+phẩm|khâu|mũi|quyết\s+định|nghị\s+quyết|hợp\s+phần|gói|tấn|căn|chiếc|con|giải)(?!\w)"
    r"|\s?-\s?[0-9]"
)
# Numbers that name one act for the whole country, and those that only their own text knows.
_KNOWN = frozenset({"NQ", "CT", "ĐA", "NĐ", "QĐ", "KL", "LUẬT", "TT", "TTLT", "QyĐ"})
_NEVER = frozenset({"DA", "PA", "QTr", "HĐ", "HP", "CN", "GP", "HD", "BTT", "ĐC", "ĐL", "QC"})
_DATED = re.compile(
    r"[\s*]{1,3}(?:ngày\s+[0-9]|của\s+(?:ubnd|hđnd|sở|bộ|ủy\s+ban|chính\s+phủ|thủ\s+tướng)(?!\w))"
)
_YEARS = range(1945, 2101)
# A bare number is a document's behind who writes it and before what it tells: "vừa có công văn 85
# yêu cầu ...", "theo thông báo 112 của huyện".
_WRITTEN = frozenset(
    {"CV", "CĐ", "TB", "KH", "BC", "TTr", "HD", "CT", "KL", "NQ", "NĐ", "ĐA", "QyĐ"}
)
_TOLD = frozenset({*_WRITTEN, "QĐ", "TT", "CTr"})
_WRITES = re.compile(
    r"(?<!\w)(?:có|ban\s+hành|ký|kí|ra|phát\s+hành|phát\s+đi|gửi|tại|theo|bằng|kèm(?:\s+theo)?|nhận\s+được|căn\s+cứ"
    r"|nội\s+dung|thực\s+hiện|triển\s+khai)[\s*]{1,3}\Z"
)
_TELLS = re.compile(
    r"[\s*]{0,3}(?:[,)”\"]|ngày\s+[0-9]|(?:chỉ\s+đạo|yêu\s+cầu|đề\s+nghị|giao|về|hướng\s+dẫn|gửi|trả\s+lời|phúc\s+đáp"
    r"|thông\s+báo|của|cho\s+phép|đồng\s+ý|thống\s+nhất|nhắc|đôn\s+đốc|kêu\s+gọi|khuyến\s+cáo|phê\s+bình|nêu|quy\s+định"
    r"|phân\s+công|kiến\s+nghị|tăng\s+cường|triển\s+khai|cảnh\s+báo)(?!\w))"
)

_BACK = re.compile(
    r"\s{1,2}(?:nêu\s+trên|nói\s+trên|trên\s+đây|kể\s+trên|trên|này|đó)(?!\w)(?!\s+(?:địa|cơ))"
)
_ALIAS = re.compile(
    r"\((?:sau\s+đây\s+)?(?:được\s+)?(?:gọi|viết)(?:\s+tắt)?(?:\s+chung)?\s+là:?\s*[“\"']?([^()“”\"']{2,60})[”\"']?\)"
)
_TYPED = re.compile(rf"(?:{word_list(NAMES)})(?!\w)")
_LETTER = "CV"
_FEWEST = 2  # digits of a bare number


def numbered(
    scan: Scan,
    words: Sequence[TypeWord],
    taken: set[int],
    known: set[tuple[str | None, str | None]],
) -> list[tuple[Identifier, TypeWord]]:
    """Give "Kế hoạch 522", "NQ 76", "Đề án 06" as identifiers with their type words.

    `taken` are the places of full numbers, `known` the (type, number) that the text has in full. A
    short number without "số" must be one of these, or of a type whose numbers the country knows.
    """
    out: list[tuple[Identifier, TypeWord]] = []
    for word in (*words, *type_words.abbreviated(scan)):
        m = _SHORT.match(scan.folded, word.end)
        if m and word.code is None and not _writes(scan, word, m):
            continue
        if (
            m is None
            or (word.code in _NEVER and not _is_dated(scan, m))
            or m.start("num") in taken
            or not _is_short(scan, word, m, known)
        ):
            continue
        out.append((_identifier(m, word), word))
        more = _MORE.match(scan.folded, m.end()) or _MORE_DATED.match(scan.folded, m.end())
        while (
            m["so"]
            and more
            and _AFTER.match(scan.folded, more.end())
            and more.start("num") not in taken
        ):
            out.append((_identifier(more, word), word))
            end = more.end()
            more = _MORE.match(scan.folded, end) or _MORE_DATED.match(scan.folded, end)
    return out


def _is_dated(scan: Scan, m: re.Match[str]) -> bool:
    """Whether day or body shows that the number is a document's: "Hướng dẫn số 12 ngày …"."""
    return bool(m["so"] and _DATED.match(scan.folded, m.end()))


def _is_short(
    scan: Scan, word: TypeWord, m: re.Match[str], known: set[tuple[str | None, str | None]]
) -> bool:
    if _writes(scan, word, m) or _of_issuer(scan, word, m):
        return True
    if m["so"]:
        return bool(m["year"]) or not scan.folded.startswith((" điểm", " tiêu chí"), m.end())
    if (word.code, m["num"]) in known and len(m["num"]) > 1:
        return not _COUNTED.match(scan.folded, m.end())
    weak = len(m["num"]) < 2 or (m["num"].isdigit() and int(m["num"]) in _YEARS)
    if word.code not in _KNOWN or weak or not scan.text[word.start].isupper():
        return False
    if m["year"] or _AFTER.match(scan.folded, m.end()):
        return True
    sure = m["num"].startswith("0") or len(m["num"]) > _FEWEST
    return sure and word.code in _KNOWN and not _COUNTED.match(scan.folded, m.end())


def _of_issuer(scan: Scan, word: TypeWord, m: re.Match[str]) -> bool:
    """Whether the text tells whose the number is, behind it or behind the next of its type."""
    number, at = m["num"], m.end()
    year = number.isdigit() and int(number) in _YEARS and not scan.folded.startswith(" ngày", at)
    if word.code not in _TOLD or len(number) < _FEWEST or year:
        return False
    more = _AND_SO.match(scan.folded, at)
    if more and scan.folded[word.start : word.end] in more[0]:
        at = more.end()
    return _OF_ISSUER.match(scan.folded, at) is not None


def _writes(scan: Scan, word: TypeWord, m: re.Match[str]) -> bool:
    """Tell whether a bare number is a document's by the words around it.

    "văn bản", which tells no type, is a letter then.
    """
    kind, number, end = word.code or _LETTER, m["num"], m.end()
    if kind not in _WRITTEN or len(number) < _FEWEST or m["year"]:
        return False
    if m["so"]:
        return word.code is None and not _COUNTED.match(scan.folded, end)
    if number.isdigit() and int(number) in _YEARS and kind != _LETTER:
        return False
    written = _WRITES.search(scan.folded, max(0, word.start - 16), word.start)
    return bool(written and _TELLS.match(scan.folded, end))


def _identifier(m: re.Match[str], word: TypeWord) -> Identifier:
    year = m.groupdict().get("year")
    code = m["num"] + (year or "")
    return Identifier(
        m.start("num"),
        m.end(),
        m["num"],
        year[1:] if year else None,
        None,
        code,
        word.code or _LETTER,
        "short",
    )


def unnumbered(scan: Scan, words: Sequence[TypeWord], full: Sequence[Reference]) -> list[Reference]:
    """Give back references, defined names and laws by name; none overlaps a full mention."""
    spans = [(r.start, r.end) for r in full]
    found = [*_back(scan, words, full), *_aliases(scan, full), *named_laws.find(scan)]
    found.sort(key=lambda r: (r.start, -r.end))
    out: list[Reference] = []
    place = end = 0
    for one in found:
        while place < len(spans) and spans[place][1] <= one.start:
            place += 1
        if one.start >= end and (place == len(spans) or spans[place][0] >= one.end):
            out.append(one)
            end = one.end
    return out


def _back(scan: Scan, words: Sequence[TypeWord], full: Sequence[Reference]) -> Iterator[Reference]:
    """Read "Kế hoạch nêu trên": the last mention of that type; "này" may be the notice itself."""
    own = next((r for r in full if r.own), None)
    last: dict[str | None, Reference] = {}
    place = 0
    for word in words:
        while place < len(full) and full[place].start < word.start:
            last[full[place].type] = last[None] = full[place]
            place += 1
        m = _BACK.match(scan.folded, word.end)
        if m is None:
            continue
        this = "này" in m[0] and own is not None and own.type == word.code
        meant = own if this else last.get(word.code)
        if meant is not None:
            yield _standing_for(scan, word.start, m.end(), meant, word.code or meant.type)


def _standing_for(
    scan: Scan, start: int, end: int, meant: Reference, kind: str | None
) -> Reference:
    return Reference(
        start,
        end,
        scan.text[start:end],
        None,
        kind,
        relation="mentions",
        antecedent=meant.start if meant.antecedent is None else meant.antecedent,
    )


def _aliases(scan: Scan, full: Sequence[Reference]) -> Iterator[Reference]:
    names: dict[str, Reference] = {}
    place = 0
    for m in _ALIAS.finditer(scan.folded):
        while place < len(full) and full[place].end <= m.start():
            place += 1
        meant = full[place - 1] if place else None
        name = " ".join(m[1].split())
        starts = _TYPED.match(name)
        if meant is not None and starts and ";" not in scan.text[meant.end : m.start()]:
            names.setdefault(name, meant)
    if not names:
        return
    for m in re.compile(rf"(?:{word_list(names)})(?!\w)(?!\s+(?:số|[0-9]))").finditer(scan.folded):
        meant = names[" ".join(m[0].split())]
        if m.start() > meant.end and scan.text[m.start()].isupper():
            yield _standing_for(scan, m.start(), m.end(), meant, meant.type)
