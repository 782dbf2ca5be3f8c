"""Plain CSS run by lxml: what finds a container on a whole page."""

from __future__ import annotations

import re
from functools import cache
from typing import TypeAlias, cast

from cssselect import HTMLTranslator, SelectorError
from lxml import etree

Element: TypeAlias = etree._Element  # noqa: SLF001  (lxml has no public name for it)

# What most selectors are: any element of a class, or of an id. Where those that have the attribute
# are looked for by it, the others cost nothing: a third of the time.
_OF_CLASS = re.compile(
    r"\*\[@class and (?:contains\(@class, '[^']+'\) and )?"
    r"contains\(concat\(' ', normalize-space\(@class\), ' '\), ' ([^']+) '\)\]"
)
_OF_ID = re.compile(r"\*\[@id = ('[^']+')\]")
_NO_BROTHER = re.compile(r"count\(((?:following|preceding)-sibling::[\w*-]+)\) = 0")

__all__ = ["Element", "NotPlainError", "checked", "compiled", "find"]


class NotPlainError(ValueError):
    """What is written is no selector that can run on a whole page."""


@cache
def compiled(selector: str) -> etree.XPath:
    """Give the selector as a compiled XPath, kept for the next time; it must be plain CSS.

    >>> from lxml import html
    >>> page = html.fromstring("<div><h1 class='ten tin'>Kế hoạch</h1><h1>khác</h1></div>")
    >>> [found.text for found in compiled("div > h1.tin, h2")(page)]
    ['Kế hoạch']
    """
    return checked(selector)


def checked(selector: str) -> etree.XPath:
    """Give the selector as a compiled XPath; raise NotPlainError where it is not plain CSS.

    Of what declarations say, most is never used in a run, and need not be kept.
    """
    if ":contains(" in selector:  # its function of lxml's own crashes on text that is not ASCII
        raise NotPlainError(f"not plain CSS: {selector!r}: select by structure, not by text")
    try:
        path = _quick(str(_translator().css_to_xpath(selector)))
        return etree.XPath(path, regexp=False)
    except (SelectorError, etree.XPathError, ValueError, AssertionError) as error:
        raise NotPlainError(f"not plain CSS: {selector!r}: {error}") from error


def _quick(path: str) -> str:
    """Give an XPath that finds the same sooner.

    >>> _quick("descendant-or-self::*[@id = 'content']/h1")
    "descendant-or-self::*/@id[. = 'content']/../h1"
    """
    # Counting all brothers of each of many brothers takes the square of their number.
    path = _NO_BROTHER.sub(r"not(\1[1])", path)
    path = _OF_ID.sub(r"*/@id[. = \1]/..", path)
    among = r"contains(concat(' ', normalize-space(.), ' '), ' \1 ')"
    return _OF_CLASS.sub(rf"*/@class[contains(., '\1') and {among}]/..", path)


@cache
def _translator() -> HTMLTranslator:
    return HTMLTranslator()


def find(page: Element, selector: str) -> list[Element]:
    """Give the elements that plain CSS finds, in the order of the page."""
    return cast("list[Element]", compiled(selector)(page))
