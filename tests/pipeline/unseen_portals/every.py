"""All of the portals that no declaration knows, by their names."""

from tests.pipeline.unseen_portals.mixed import Flat, Portlets
from tests.pipeline.unseen_portals.modern import Hashed, SoMore, Tailwind, TwoLists
from tests.pipeline.unseen_portals.portal import NOTICES, Running
from tests.pipeline.unseen_portals.scripted import ByScript, Undated, WebForms
from tests.pipeline.unseen_portals.stubborn import (
    Carried,
    Fonts,
    Indexed,
    InTitle,
    Nameless,
    Numbers,
    Uuids,
)
from tests.pipeline.unseen_portals.tables import HuyenTables, OldAsp, Register
from tests.pipeline.unseen_portals.themes import GridView, InnerDay, LinkedDnn, Spring

__all__ = ["NOTICES", "PORTALS", "Running"]

_ALL = (
    HuyenTables, SoMore, TwoLists, WebForms, ByScript, Undated, Tailwind, Hashed, Register, OldAsp,
    Flat, Portlets, Numbers, Carried, Uuids, Fonts, Nameless, LinkedDnn, GridView, InnerDay,
    Spring, InTitle, Indexed,
)  # fmt: skip
PORTALS = {one.__name__: one for one in _ALL}
