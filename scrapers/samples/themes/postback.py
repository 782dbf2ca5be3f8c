"""The state that a WebForms portal puts into each page of its list, and wants back."""

from __future__ import annotations

import base64
import hashlib


def view_state(page: int) -> tuple[str, str]:
    """Give the state and the validation of a page of the list."""
    seal = hashlib.sha256(f"danhsach:{page}".encode()).digest()
    return (
        base64.b64encode(f"Page={page};".encode() + seal).decode(),
        base64.b64encode(seal[:12]).decode(),
    )


def page_given_out(form: dict[str, str], pages: int) -> int | None:
    """Give the page whose state a posted form holds, None where it is not one we gave out."""
    given = (form.get("__VIEWSTATE"), form.get("__EVENTVALIDATION"))
    if not form.get("__VIEWSTATEGENERATOR"):
        return None
    return next((page for page in range(pages) if view_state(page) == given), None)
