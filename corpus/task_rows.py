"""The rows of a list of tasks: what each says, and in which words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.results import Passage

NOT_YET = "chưa đến hạn"
SOON = "sắp đến hạn"
OVERDUE = "đã qua hạn, chưa thấy báo cáo trong kho"
FOLLOWED = "có văn bản sau đó có thể là kết quả"
NO_DEADLINE = "không ghi thời hạn"
STATES = (SOON, NOT_YET, OVERDUE, FOLLOWED, NO_DEADLINE)
KINDS = ("task", "commitment", "target")
COLUMNS = (
    "STT", "Nội dung", "Văn bản giao", "Chủ trì", "Phối hợp", "Thời hạn", "Tình trạng",
    "Trích nguyên văn", "Trang", "Liên kết",
)  # fmt: skip


class TasksError(ValueError):
    """A list of tasks that cannot be asked for; one line says why."""


@dataclass(frozen=True, slots=True)
class TaskFilters:
    """What a list of tasks is narrowed to.

    `agency`: who is to act or to help, by name, key or code. `state`: one of `STATES`. `since` and
    `until`: ISO days between which it is due, both inclusive. `kinds`: task, commitment, target.
    """

    agency: str | None = None
    province: str | None = None
    state: str | None = None
    since: str | None = None
    until: str | None = None
    kinds: tuple[str, ...] = ("task",)

    def __post_init__(self) -> None:
        if self.state is not None and self.state not in STATES:
            raise TasksError(f"state {self.state!r}: one of {'; '.join(STATES)}")
        for kind in self.kinds:
            if kind not in KINDS:
                raise TasksError(f"kind {kind!r}: one of {', '.join(KINDS)}")


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One directive, recommendation, commitment or target, however many pages tell it.

    `due` is the last day in time, ISO; `due_from` "text" where the text tells it, else how it was
    counted. `document` names the directing document, None where only a notice tells of it; then
    `title` says which. `state` is one of `STATES`, `results` the passages behind it.
    `changed_by`: documents that replace, repeal or amend the directing one. `repeats` and
    `repeated_by`: facts that say nearly the same in an earlier or later year. `reviewed` and
    `note` are a person's words (`vanban review --status --note`), beside the state and never in
    its place.
    """

    number: int
    content: str
    document: str | None
    lead: str | None
    partners: tuple[str, ...]
    due: str | None
    deadline_text: str | None
    state: str
    quote: str
    page: int | None
    url: str
    kind: str
    due_from: str | None
    agent: str | None
    direction: str | None
    area: str | None
    fact: str
    start: int
    end: int
    text_id: str
    notice: str
    work: str
    title: str
    site: str
    genre: str
    published: str | None
    province_then: str | None
    province_now: str | None
    pages: int  # on which it is told, copies included
    results: tuple[Passage, ...]
    changed_by: tuple[str, ...]
    repeats: str | None
    repeated_by: tuple[str, ...]
    reviewed: str | None = None
    note: str | None = None
    corrected: tuple[str, ...] = ()  # what people say that it should be, in words

    def cells(self) -> tuple[object, ...]:
        """Give the row as it is printed, a value for each of `COLUMNS`."""
        due = day_as_written(self.due) if self.due else None
        when = " — ".join(part for part in (due, self.deadline_text) if part)
        given = self.document or (f"(tin) {self.title}" if self.genre == "news" else self.title)
        if self.changed_by:
            given += f" — đã có {', '.join(self.changed_by)} sửa đổi, thay thế"
        said = "; ".join(part for part in (self.reviewed, *self.corrected, self.note) if part)
        state = f"{self.state} — người xem ghi: {said}" if said else self.state
        return (self.number, self.content, given, self.lead or "", "; ".join(self.partners),
                when, state, self.quote, self.page, self.url)  # fmt: skip


def day_as_written(day: str) -> str:
    """Give an ISO day as people write it.

    >>> day_as_written("2024-04-05")
    '5/4/2024'
    """
    return "/".join(str(int(part)) for part in reversed(day.split("-")))
