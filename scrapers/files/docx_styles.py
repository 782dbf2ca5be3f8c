"""What a DOCX says of fonts and lists in its styles and its numbering."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from scrapers.files.numbering import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def xml_parser() -> etree.XMLParser:
    """Give a parser that resolves no entity, loads no DTD and asks no network."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip


def value(element: etree._Element | None, path: str) -> str | None:
    """Give the `w:val` of what stands at a path of names, None where nothing does."""
    found = None if element is None else element.find("/".join(W + n for n in path.split("/")))
    return None if found is None else found.get(W + "val")


def flag(looks: etree._Element, name: str) -> bool:
    """Tell whether a run's property is on."""
    found = looks.find(W + name)
    return found is not None and found.get(W + "val", "1") not in ("0", "false", "off")


@dataclass(frozen=True, slots=True)
class Listed:
    """Which list a paragraph is an item of, how deep, and how the list's levels are marked."""

    key: str
    depth: int
    levels: dict[int, Level]


@dataclass(frozen=True, slots=True)
class _Style:
    based_on: str | None
    font: str | None
    num: str | None
    depth: str | None


@dataclass(frozen=True, slots=True)
class _List:
    key: str
    levels: dict[int, Level]
    styles: dict[str, int]  # which level a paragraph style stands on


@dataclass(slots=True)
class Styles:
    """Styles and lists of one document."""

    default: str | None = None
    base_font: str | None = None
    _styles: dict[str, _Style] = field(default_factory=dict)
    _lists: dict[str, _List] = field(default_factory=dict)

    @classmethod
    def of(cls, styles: etree._Element | None, numbering: etree._Element | None) -> Styles:
        """Give what the two parts say; both may be missing."""
        made = cls()
        if styles is not None:
            made.base_font = _font(styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
            for style in styles.iterfind(W + "style"):
                name = style.get(W + "styleId", "")
                if style.get(W + "type") == "paragraph" and style.get(W + "default") == "1":
                    made.default = name
                made._styles[name] = _Style(
                    value(style, "basedOn"),
                    _font(style.find(W + "rPr")),
                    value(style, "pPr/numPr/numId"),
                    value(style, "pPr/numPr/ilvl"),
                )
        if numbering is not None:
            made._lists = dict(_lists(numbering))
        return made

    def _chain(self, name: str | None) -> Iterator[tuple[str, _Style]]:
        seen: set[str] = set()
        while name is not None and name not in seen and (style := self._styles.get(name)):
            seen.add(name)
            yield name, style
            name = style.based_on

    def font_of(self, looks: etree._Element | None, paragraph: str | None) -> str | None:
        """Give the font of a run with these looks in a paragraph of this style."""
        if (font := _font(looks)) is not None:
            return font
        for start in (value(looks, "rStyle"), paragraph):
            for _, style in self._chain(start):
                if style.font is not None:
                    return style.font
        return self.base_font

    def list_of(self, own: etree._Element | None, style: str | None) -> Listed | None:
        """Give the list that a paragraph is an item of, by itself or by its style."""
        number, depth = value(own, "numPr/numId"), value(own, "numPr/ilvl")
        by = ""
        if number is None:
            for name, held in self._chain(style):
                if held.num is not None:
                    by, number, depth = name, held.num, depth or held.depth
                    break
        found = self._lists.get(number or "0")
        if found is None:
            return None
        told = int(depth) if depth and depth.isdecimal() else found.styles.get(by, 0)
        return Listed(found.key, min(told, 8), found.levels)


def _font(looks: etree._Element | None) -> str | None:
    fonts = None if looks is None else looks.find(W + "rFonts")
    if fonts is None:
        return None
    return fonts.get(W + "ascii") or fonts.get(W + "hAnsi")


def _lists(numbering: etree._Element) -> Iterator[tuple[str, _List]]:
    abstract: dict[str, _List] = {}
    for defined in numbering.iterfind(W + "abstractNum"):
        name = defined.get(W + "abstractNumId", "")
        levels = {}
        styles = {}
        for level in defined.iterfind(W + "lvl"):
            depth = _whole(level.get(W + "ilvl"), 0)
            levels[depth] = Level(
                value(level, "numFmt") or "decimal",
                value(level, "lvlText") or "",
                _whole(value(level, "start"), 1),
            )
            if (linked := value(level, "pStyle")) is not None:
                styles[linked] = depth
        abstract[name] = _List(name, levels, styles)
    for used in numbering.iterfind(W + "num"):
        number = used.get(W + "numId", "")
        held = abstract.get(value(used, "abstractNumId") or "")
        if held is None or number in ("", "0"):
            continue
        starts = {
            _whole(override.get(W + "ilvl"), 0): _whole(value(override, "startOverride"), 1)
            for override in used.iterfind(W + "lvlOverride")
            if override.find(W + "startOverride") is not None
        }
        levels = {
            depth: Level(level.style, level.pattern, starts.get(depth, level.start))
            for depth, level in held.levels.items()
        }
        # Lists of one kind count on through the document, but where one says that it starts anew.
        yield number, _List(f"{held.key}/{number}" if starts else held.key, levels, held.styles)


def _whole(told: str | None, otherwise: int) -> int:
    return int(told) if told is not None and told.isdecimal() and len(told) < 6 else otherwise
