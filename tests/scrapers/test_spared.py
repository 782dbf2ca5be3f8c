"""What our libraries would load for others stays out of a crawl, and can be had by others."""

from __future__ import annotations

import subprocess
import sys

_LOADED = """
import sys
import scrapers.crawl
assert not {"asyncio", "fsspec", "chardet", "charset_normalizer"} & sys.modules.keys()
import charset_normalizer
assert charset_normalizer.from_bytes("Kế hoạch".encode()).best() is not None
"""


def test_a_crawl_loads_no_detector_and_no_event_loop() -> None:
    """Thư viện của ta không kéo theo thứ mà thu thập không dùng; ai cần vẫn nạp được."""
    subprocess.run([sys.executable, "-W", "error", "-c", _LOADED], check=True)
