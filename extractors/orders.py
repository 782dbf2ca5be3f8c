"""The verb that asks: whether it does, whom it asks, and what it asks for."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors import clauses, cues
from extractors.actors import clean, name_end, names_end, proper_end
from extractors.addressees import addressed, compound_end, unnamed
from extractors.asking_nouns import no_verb
from extractors.imperatives import next_part
from extractors.ledger import Head
from extractors.outline import PLAIN
from extractors.text import CAPITALS, Span

if TYPE_CHECKING:
    from extractors.ledger import Ledger, Place

# They tell what somebody does rather than ask, unless their agent stands right before.
WEAK = {
    *("chỉ đạo", "phân công", "lưu ý", "nhấn mạnh", "nhắc nhở", "quán triệt", "đôn đốc"),
    *("đề xuất", "chỉ rõ", "nêu rõ", "ủy quyền", "mong muốn"),
}
WEAK |= {"vận động", "nhắc", "dặn", "khuyên", "gợi ý", "góp ý", "giao nhiệm vụ", "giao trách nhiệm"}
_SAYING = {"nhấn mạnh", "nêu rõ", "chỉ rõ", "mong muốn"}
_TO = re.compile(
    r"(?:\s+(?:mạnh\s+mẽ|khẩn(?!\s+trương)|tha\s+thiết|thêm|lại|rõ|cụ\s+thể|gấp)(?!\w))?"
    r"(?:,?\s+(?:(?:trong\s+)?thời\s+gian\s+tới|từ\s+nay\s+đến\s+cuối\s+năm|trước\s+mắt|tới\s+đây"
    r"|ngay\s+sau\s+(?:hội\s+nghị|cuộc\s+họp)(?:\s+này)?|sau\s+hội\s+nghị(?:\s+này)?),?(?=\s))?"
    r"(?:[\s*,:]*(?:với|cho|tới|đến|rằng|là|đối với)(?!\w))?[\s*,:]*"
)
_PASSIVE = re.compile(  # not "công việc được giao, | Chủ tịch yêu cầu"
    r"(?<!nhận\s)(?<!đạt\s)(?<!thu\s)(?<!có\s)(?<!\w)được(?!\w)(?!\s+(?:giao|phân\s+công|phân\s+cấp|phê\s+duyệt|ban\s+hành"
    r"|quy\s+định|phát\s+hiện|nêu|chỉ\s+ra|đề\s+ra|ủy\s+quyền|ghi\s+nhận|thông\s+qua)"
    r"(?:\s+\w+){0,4},)(?:(?!,\s+(?:đồng\s+thời|mặt\s+khác|tuy\s+nhiên|song|nhưng)\s)[^;]){0,80}"
    r"(?<!,)\s\Z"
)
_LIST_NEXT = cues.spaced(r"(?:như sau|sau đây|một số nội dung|các nội dung|thực hiện)(?!\w)")
# What is asked for without saying of whom: "yêu cầu công tác truyền thông bám sát người dân".
_MATTER = cues.spaced(r"(?:công tác|việc|hồ sơ|kết quả|100%|mọi) (?!(?:của|này|trên|đó)\s)")
_DOING = cues.spaced(r"việc ")  # "cũng lưu ý việc | chuẩn bị kỹ đại hội"
_OF_DOING = {"lưu ý", "kiến nghị", "đề nghị", "yêu cầu"}
_ASKS_FOR_LIST = {"chỉ đạo", "đề nghị", "yêu cầu", "kiến nghị", "đề xuất"}
_SOFT = cues.spaced(r"(?:(?:trong )?thời gian tới|tiếp theo|cần phải|cần|phải|cùng)(?!\w)[\s,]*")
_GROUP = re.compile(
    r"(?:các|những|mọi|mỗi|từng|toàn|tất cả|cán bộ|công chức|viên chức|người dân)(?!\w)"
)
_ASKED_THING = {"xin", "kính xin", "mong", "kính mong", "rất mong", "chỉ mong", "tha thiết mong"}
_WISHES = {"mong muốn", "mong", "rất mong", "chỉ mong", "tha thiết mong"}
_PASSES = cues.spaced(r"(?:chỉ đạo|giao|yêu cầu|đôn đốc) (?:cho )?")
_SHORT_NAME = 6  # words; behind a longer one the clause begins with the action
_LET = re.compile(r"[^,;.]{0,60}?\s+được(?!\w)")
_FOR = re.compile(r"\s+cho\s")
_ACRONYM = re.compile(rf"[{CAPITALS}]{{2,}}[\w&-]*\s+")
_MOST_SETTINGS = 5
_SETTING = cues.spaced(
    r"(?:theo|căn cứ|trên cơ sở|trong|với|bằng|thông qua|từ|tùy|ngoài|bên cạnh|khi|nếu|để|nhằm"
    r"|đối với"
    r"|tại|qua|sau|trước|ngay|thời gian tới|tới đây|từ nay)(?!\w)"
)
_PASSED_ON = cues.spaced(
    r"(?:thông báo|truyền đạt)(?: các)? (?:ý kiến|kết luận|chỉ đạo)(?: chỉ đạo| kết luận)? của "
)
_STATES = cues.spaced(r"(?:chưa|còn|vẫn|rất|đang|đều|luôn|bị|là) ")
_MARK = re.compile(r"[,;:]")
_SPACES = re.compile(r"\s+")
_GAP = re.compile(r"(?:\s*\([^()]{0,300}\))?[\s*,:“\"_–-]*")


def plain(verb: re.Match[str]) -> str:
    """Give the verb on one line with single spaces."""
    return _SPACES.sub(" ", verb[0])


def after_verb(ledger: Ledger, verb: re.Match[str], end: int) -> int:
    """Give where the addressee may begin, after "với", "cho"."""
    folded = ledger.scan.folded
    time = cues.TIME.match(folded, min(end, verb.end() + 1), end)
    if time and cues.ACTOR.match(folded, time.end(), end):
        return time.end()  # "yêu cầu đến 31/12, | các sở phải hoàn thành"
    gap = _TO.match(folded, verb.end(), end)
    return gap.end() if gap else verb.end()


def performs(ledger: Ledger, verb: re.Match[str], part: Span) -> bool:
    """Tell whether the verb asks somebody for something here, and is no noun or passive."""
    scan, folded = ledger.scan, ledger.scan.folded
    at, word = verb.start(), plain(verb)
    if no_verb(scan, word, at, part):
        return False
    if _PASSIVE.search(folded, max(part.start, at - 90), at) and not word.startswith("đề"):
        return False
    hands = word.endswith("giao")
    after = after_verb(ledger, verb, part.end)
    other = hands and cues.NOT_GIAO.match(folded, verb.end() - len("giao"), part.end)
    if other and (other[0].endswith("thông") or not ledger.known.at(after)):
        return False
    if after >= part.end:
        return scan.text[part.end : part.end + 1] in {":", "\n"}
    if ledger.known.at(after) or cues.ACTOR.match(folded, after, part.end):
        return True
    if not hands and proper_end(scan, after, part.end):
        return True
    if hands:  # "giao EVN huy động tối đa nguồn điện"
        short = _ACRONYM.match(scan.text, after, part.end)
        if short and clauses.is_action(scan, short.end(), part.end):
            return True
        named = unnamed(scan, after, part.end)
        return named is not None and not other
    if _asks_for(ledger, word, after, part.end):
        return True
    return word not in _SAYING | _ASKED_THING and unnamed(scan, after, part.end) is not None


def _asks_for(ledger: Ledger, word: str, after: int, end: int) -> bool:
    """Tell whether the verb is followed by what is asked for, without an addressee."""
    folded = ledger.scan.folded
    if cues.STRICT_MODAL.match(folded, after, end):
        return True
    if word in _ASKS_FOR_LIST and _LIST_NEXT.match(folded, after, end):
        return True
    if word in {"yêu cầu", "đề nghị"} and _MATTER.match(folded, after, end):
        return True
    if word in _OF_DOING and (matter := _DOING.match(folded, after, end)):
        scan, at = ledger.scan, matter.end()
        acts = clauses.is_action(scan, at, end) and word == "lưu ý"
        return acts or clauses.must_act(scan, ledger.known, at, end) is not None
    if word in _ASKED_THING - {"xin"}:
        return False
    if word in {"yêu cầu", "đề nghị", "lưu ý"} and _past_setting(ledger, after, end) is not None:
        return True  # "yêu cầu trong quá trình thi công, nhà thầu không được ..."
    return word not in WEAK - {"đề xuất"} and clauses.is_action(ledger.scan, after, end)


def order(ledger: Ledger, place: Place, verb: re.Match[str], begin: int, agent: str | None) -> bool:
    """Take what is asked: the addressee, then one task for each clause, then the list below."""
    scan, end, above = ledger.scan, place.part.end, ledger.head
    at = after_verb(ledger, verb, end)
    named = addressed(scan, ledger.known, at, end)
    if named is None and (part := _past_setting(ledger, at, end)):
        at, named = part, addressed(scan, ledger.known, part, end)
    if named and _LET.match(scan.folded, named, end) and _FOR.match(scan.folded, verb.end(), at):
        at, named = verb.end() + 1, None  # "kiến nghị cho hộ kinh doanh được nộp": asked of others
    named = named and compound_end(scan, at, named, end)
    of_doing = named is None and plain(verb) in _OF_DOING
    if of_doing and (doing := _DOING.match(scan.folded, at, end)):
        at = doing.end()
        named = addressed(scan, ledger.known, at, end)
    says = plain(verb) in _SAYING
    if named is None and not says:
        named = unnamed(scan, at, end)
    if says and not _goes_on_as_duty(ledger, plain(verb), at, named, end):
        return False
    action = after_modals(ledger, named or at, end)
    if named and _asks_nothing(ledger, Span(at, named), action, end):
        return False
    if named and not clauses.is_action(scan, action, end):
        colon = ledger.list_colon(at, end)
        names = colon is not None and ";" in scan.text[action:colon]
        listed = clauses.after_connectors(scan, colon + 1, end)[0] if colon and names else None
        action = _past_setting(ledger, action, end) or listed or action
    time = cues.TIME.match(scan.folded, named + 1, end) if named else None
    if agent is None:  # a verb that opens the sentence belongs to the clause
        agent = (above.agent if above else None) or ledger.speaker or ledger.issuer
        opens = clauses.after_connectors(scan, place.part.start, end)[0] >= verb.start()
        opens = opens or scan.text[max(0, verb.start() - 3) : verb.start()].rstrip()[-1:] == ";"
        opens = opens or scan.text.count(" ", at, action) <= _SHORT_NAME
        begin = begin if opens else action
    else:
        before = cues.TIME.search(scan.folded, verb.end(), at)
        time = before or time
        says = says or _quoted(ledger, verb.end(), at)
        begin = at if says else time.start() if time else _must(ledger, named, action) or action
        agent = _whose_words(ledger, place, verb) or agent
    ledger.speaker = agent
    addressee = _addressee(ledger, at, named)
    if addressee and not _GROUP.match(addressee.lower()):
        ledger.about = addressee
    local = ledger.reports and place.row.level == PLAIN
    kind = _kind(ledger, verb, at, named, action)
    head = Head(place.row.level, "tasks", kind, agent, addressee, local=local)
    ledger.take(head, place, begin, action)
    _pass_on(ledger, place, action)
    return True


def _pass_on(ledger: Ledger, place: Place, action: int) -> None:
    """Let the list below be for whom it is passed on to: "đề nghị UBND tỉnh chỉ đạo | Sở Y tế:"."""
    scan, end = ledger.scan, place.part.end
    passes = _PASSES.match(scan.folded, action, end)
    if not passes or not place.last or scan.text[end : end + 1] != ":":
        return
    if names_end(scan, ledger.known, passes.end(), end) == end:
        ledger.push(replace(ledger.heads[-1], addressee=clean(scan, passes.end(), end)))


def _asks_nothing(ledger: Ledger, who: Span, action: int, end: int) -> bool:
    """Tell whether no action follows a name.

    "cơ chế giao nhiệm vụ cho xã chưa rõ", "yêu cầu các Bộ: Y tế; Xây dựng;".
    """
    scan = ledger.scan
    if _STATES.match(scan.folded, action, end):
        return True
    if scan.text[who.end : who.end + 1] != ":" or not who.end < action < end:
        return False
    known = clauses.commanded(scan, ledger.known, action, end)
    return not known and ledger.list_colon(who.start, end) is None


def order_of(
    ledger: Ledger,
    place: Place,
    at: int,
    agent: str | None,
    *,
    kind: str = "directive",
    whom: str | None = None,
) -> bool:
    """Take what a speaker asks for without a verb that asks; it begins at `at`."""
    ledger.speaker = agent
    above = ledger.tasking()
    addressee = whom or ledger.toward or (above.addressee if above else None)
    head = Head(place.row.level, "tasks", kind, agent, addressee)
    ledger.take(head, place, at, after_modals(ledger, at, place.part.end))
    return True


def _past_setting(ledger: Ledger, at: int, end: int) -> int | None:
    """Give where the sentence goes on after "theo chức năng, nhiệm vụ được giao, | rà soát"."""
    if not _SETTING.match(ledger.scan.folded, at, end):
        return None
    mark = _MARK.search(ledger.scan.folded, at, end)
    modal = cues.STRICT_MODAL.search(ledger.scan.words, at, mark.start() if mark else end)
    if modal and clauses.is_action(ledger.scan, modal.end() + 1, end):
        return after_modals(ledger, modal.start(), end)  # "trong nhiệm kỳ tới | cần quan tâm"
    part = next_part(ledger.scan, ledger.known, at, end)
    for _ in range(_MOST_SETTINGS):
        if part is None:
            return None
        if clauses.is_action(ledger.scan, part, end):
            return part
        if name_end(ledger.scan, ledger.known, part, end) is not None:
            return part
        if cues.STRICT_MODAL.match(ledger.scan.folded, part, end):
            return after_modals(ledger, part, end)
        part = next_part(ledger.scan, ledger.known, part, end)
    return None


def _quoted(ledger: Ledger, after: int, at: int) -> bool:
    """Tell whether what is asked is a sentence of its own: "lưu ý: | Các xã cần rà soát ..."."""
    text = ledger.scan.text
    return ":" in text[after:at] and text[at : at + 1].isupper()


def _must(ledger: Ledger, named: int | None, action: int) -> int | None:
    """Give where "cần", "phải" stands before the action: it belongs to what is asked."""
    if named is None:
        return None
    modal = cues.STRICT_MODAL.search(ledger.scan.words, named, action)
    return modal.start() if modal else None


def _kind(ledger: Ledger, verb: re.Match[str], at: int, named: int | None, action: int) -> str:
    """Give what the verb makes of the task, or who must act where a sentence tells it.

    "đề nghị: thời gian tới, các xã | phải rà soát"; "đề nghị các xã cần rà soát" goes on asking.
    """
    kind = cues.PERFORMATIVES[plain(verb)]
    if kind != "recommendation" or _must(ledger, named, action) is None:
        return kind
    parted = _MARK.search(ledger.scan.text, verb.end(), at)
    return "directive" if parted or plain(verb) in _WISHES else kind


def _whose_words(ledger: Ledger, place: Place, verb: re.Match[str]) -> str | None:
    """Give whose order a lower office passes on: "thông báo ý kiến chỉ đạo của | Chủ tịch"."""
    scan = ledger.scan
    of = _PASSED_ON.search(scan.folded, place.part.start, verb.start())
    last = name_end(scan, ledger.known, of.end(), verb.start()) if of else None
    return clean(scan, of.end(), last) if of and last else None


def _addressee(ledger: Ledger, at: int, named: int | None) -> str | None:
    name = clean(ledger.scan, at, named) if named else None
    if name is None:
        tasking = ledger.tasking()
        return ledger.toward or (tasking.addressee if tasking else ledger.recipient)
    return ledger.recipient or name if name.lower().startswith("quý ") else name


def _goes_on_as_duty(ledger: Ledger, verb: str, at: int, named: int | None, end: int) -> bool:
    """Tell whether "nhấn mạnh" is followed by who must do what, and not by a mere topic.

    "nêu rõ UBND tỉnh phê duyệt dự án" tells what was found.
    """
    gap = _GAP.match(ledger.scan.folded, named or at, end)
    after = gap.end() if gap else at
    if cues.STRICT_MODAL.match(ledger.scan.folded, after, end):
        return True
    tells = verb in {"nêu rõ", "chỉ rõ"}
    return named is not None and not tells and clauses.is_action(ledger.scan, after, end)


def after_modals(ledger: Ledger, at: int, end: int) -> int:
    """Give where the action begins after "cần", "phải", "trong thời gian tới"."""
    while True:
        gap = _GAP.match(ledger.scan.folded, at, end)
        at = gap.end() if gap else at
        soft = _SOFT.match(ledger.scan.folded, at, end)
        if not soft:
            return at
        at = soft.end()
