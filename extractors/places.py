"""Provinces and agencies of Viet Nam, by date: the small door to `provinces` and `agencies`.

Pure: the tables beside these modules are read once, when they are imported.
"""

from __future__ import annotations

from extractors.agencies import (
    ENTRIES,
    Agency,
    AgencyEntry,
    agency_codes,
    find_agencies,
    successor_of,
)
from extractors.provinces import (
    MERGER,
    Province,
    ProvinceMention,
    find_provinces,
    province_now,
    province_of,
)

__all__ = [
    "ENTRIES",
    "MERGER",
    "Agency",
    "AgencyEntry",
    "Province",
    "ProvinceMention",
    "agency_codes",
    "find_agencies",
    "find_provinces",
    "province_now",
    "province_of",
    "successor_of",
]
