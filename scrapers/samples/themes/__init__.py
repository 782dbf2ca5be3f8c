"""How each family of portals names, lists and shows its notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapers.samples.themes import (
    aspnet_custom,
    dotnetnuke,
    drupal,
    joomla,
    liferay,
    newspaper_cate,
    nukeviet,
    sharepoint_tandan,
    sharepoint_webpart,
    slugid_mvc,
    spa_json,
    vnpt_portal,
    wordpress,
)

if TYPE_CHECKING:
    from scrapers.samples.portal import Portal
    from scrapers.samples.themes.theme import Theme

_MODULES = (
    aspnet_custom,
    dotnetnuke,
    drupal,
    joomla,
    liferay,
    newspaper_cate,
    nukeviet,
    sharepoint_tandan,
    sharepoint_webpart,
    slugid_mvc,
    spa_json,
    vnpt_portal,
    wordpress,
)
_THEMES: dict[str, Theme] = {module.THEME.name: module.THEME for module in _MODULES}


def theme_of(portal: Portal) -> Theme:
    """Give the theme of a portal's family."""
    return _THEMES[portal.site.family]
