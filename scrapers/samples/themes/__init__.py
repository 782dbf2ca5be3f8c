"""How each family of portals names, lists and shows its notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapers.samples.themes import aspnet_custom, drupal, newspaper_cate, slugid_mvc, vnpt_portal

if TYPE_CHECKING:
    from scrapers.samples.portal import Portal
    from scrapers.samples.themes.theme import Theme

_THEMES: dict[str, Theme] = {
    module.THEME.name: module.THEME
    for module in (aspnet_custom, drupal, newspaper_cate, slugid_mvc, vnpt_portal)
}


def theme_of(portal: Portal) -> Theme:
    """Give the theme of a portal's family."""
    return _THEMES[portal.site.family]
