"""Which hosts are one registrant's: those under one registrable domain."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import tldextract


def registrable(host: str) -> str:
    """Give the registrable domain of a host, the host itself where it has none (an address).

    >>> registrable("skhcn.longan.gov.vn"), registrable("127.0.0.1")
    ('longan.gov.vn', '127.0.0.1')
    """
    return _suffixes()(host).top_domain_under_public_suffix or host


@cache
def _suffixes() -> tldextract.TLDExtract:
    """Give the public suffixes as they came with the package: nothing is asked of the network."""
    import tldextract  # noqa: PLC0415  (and filelock and fsspec: most runs never ask)

    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
