"""Plain CSS run by lxml: the part of the language that finds a container on a whole page."""

from __future__ import annotations

import re
from functools import cache
from typing import TypeAlias, cast

from lxml import etree

Element: TypeAlias = etree._Element  # noqa: SLF001  (lxml has no public name for it)

_NAME = r"-?[^\W\d][\w-]*"
_TOKEN = re.compile(
    rf"""
    (?P<comma>\s*,\s*)
  | (?P<combinator>\s*[>+~]\s*|\s+)
  | (?P<tag>\*|{_NAME})
  | \#(?P<id>[\w-]+)
  | \.(?P<class>{_NAME})
  | \[\s*(?P<attribute>[\w:-]+)\s*(?:(?P<operator>[\^$*~]?=)\s*
      (?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[\w-]+))\s*)?\]
  | :(?P<place>(?:first|last)-(?:of-type|child))
  | :not\((?P<negated>[^()]+)\)
    """,
    re.VERBOSE,
)
_AXES = {
    " ": "//",
    ">": "/",
    "+": "/following-sibling::*[1]/self::",
    "~": "/following-sibling::",
}


class SelectorError(ValueError):
    """What is written is no plain CSS selector."""


@cache
def compiled(selector: str) -> etree.XPath:
    """Give the selector as a compiled XPath; raise SelectorError where it is not plain CSS.

    Plain CSS is: tag, #id, .class, [attribute] with = ^= $= *= ~=, :not(), :first- and
    :last-of-type, :first- and :last-child, and the combinators space, >, + and ~.

    >>> from lxml import html
    >>> page = html.fromstring("<div><h1 class='ten tin'>Kế hoạch</h1><h1>khác</h1></div>")
    >>> [found.text for found in compiled("div > h1.tin, h2")(page)]
    ['Kế hoạch']
    """
    path = _xpath(selector.strip())
    try:
        return etree.XPath(path)
    except (etree.XPathSyntaxError, ValueError) as error:  # a letter that no name may hold
        raise SelectorError(f"not plain CSS: {selector!r}") from error


def find(page: Element, selector: str) -> list[Element]:
    """Give the elements that plain CSS finds, in the order of the page."""
    return cast("list[Element]", compiled(selector)(page))


def _xpath(selector: str) -> str:
    """Walk through the tokens: one path a comma, one step a compound."""
    paths: list[str] = []
    tests: list[str] = []
    path, tag, position = "descendant-or-self::", "", 0
    while position < len(selector):
        match = _TOKEN.match(selector, position)
        if match is None:
            raise SelectorError(f"not plain CSS at {selector[position:]!r}")
        position = match.end()
        if match["comma"] or match["combinator"]:
            if not (tag or tests):
                raise SelectorError(f"nothing before {match[0]!r}")
            path += _step(tag, tests)
            if match["comma"]:
                paths.append(path)
                path = "descendant-or-self::"
            else:
                path += _AXES[match["combinator"].strip() or " "]
            tag, tests = "", []
        elif match["tag"]:
            if tag or tests:
                raise SelectorError(f"a tag inside a compound at {match[0]!r}")
            tag = match["tag"].lower()
        else:
            tests = [*tests, _test(match, tag)]
    if not (tag or tests):
        raise SelectorError("ends without a selector" if selector else "empty")
    return " | ".join([*paths, path + _step(tag, tests)])


def _step(tag: str, tests: list[str]) -> str:
    return (tag or "*") + "".join(f"[{test}]" for test in tests)


def _test(match: re.Match[str], tag: str) -> str:
    if match["id"]:
        return f"@id = {_literal(match['id'])}"
    if match["class"]:
        return _word("class", match["class"])
    if match["place"]:
        side, kind = match["place"].split("-", 1)
        if kind == "of-type" and tag in {"", "*"}:
            raise SelectorError(f":{match['place']} wants a tag before it")
        sibling = "preceding" if side == "first" else "following"
        name = tag if kind == "of-type" else "*"
        return f"not({sibling}-sibling::{name}[1])"  # [1]: libxml2 looks no further
    if match["negated"]:
        return f"not({_negated(match['negated'].strip())})"
    return _attribute(match)


def _negated(compound: str) -> str:
    """Read what :not() holds: one compound, no combinators."""
    tests: list[str] = []
    tag, position = "", 0
    while position < len(compound):
        match = _TOKEN.match(compound, position)
        if match is None or match["comma"] or match["combinator"]:
            raise SelectorError(f":not() takes one compound, not {compound!r}")
        position = match.end()
        if match["tag"]:
            tag = match["tag"].lower()
        else:
            tests.append(_test(match, tag))
    return "self::" + _step(tag, tests)


def _attribute(match: re.Match[str]) -> str:
    name = match["attribute"].lower()
    if not match["operator"]:
        return f"@{name}"
    value = next(match[group] for group in ("double", "single", "bare") if match[group] is not None)
    if match["operator"] == "~=":
        return _word(name, value)
    if match["operator"] == "=":
        return f"@{name} = {_literal(value)}"
    if not value:
        raise SelectorError(f"[{name}{match['operator']}] wants a value")
    if match["operator"] == "^=":
        return f"starts-with(@{name}, {_literal(value)})"
    if match["operator"] == "*=":
        return f"contains(@{name}, {_literal(value)})"
    start = f"string-length(@{name}) - {len(value) - 1}"
    return f"substring(@{name}, {start}) = {_literal(value)} and {start} > 0"


def _word(name: str, value: str) -> str:
    return f"contains(concat(' ', normalize-space(@{name}), ' '), {_literal(f' {value} ')})"


def _literal(value: str) -> str:
    if "'" not in value:
        return f"'{value}'"
    if '"' not in value:
        return f'"{value}"'
    raise SelectorError(f"both kinds of quotes in {value!r}")
