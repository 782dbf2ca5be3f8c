"""What every answer passes through: headers that keep foreign content out, and closed doors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping

    Scope = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
    Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
    App = Callable[[Scope, Receive, Send], Awaitable[None]]

# The pages need no script at all, and nothing from elsewhere.
_POLICY = (
    b"default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    b"base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = [
    (b"content-security-policy", _POLICY),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
]
_OURS = ("/-/health", "/-/static/")  # the rest of Datasette's /-/ tells of the machine


def guarded(app: App) -> App:
    """Give an app whose answers have the headers, and whose inner addresses are closed."""

    async def guard(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_guarded(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *_HEADERS]
            await send(message)

        if scope["type"] == "http" and _is_closed(scope["path"]):
            path = "/-/closed.json" if scope["path"].endswith(".json") else "/-/closed"
            scope = {**scope, "path": path, "raw_path": path.encode()}
        await app(scope, receive, send_guarded)

    return guard


def _is_closed(path: str) -> bool:
    return path.startswith("/-/") and not path.startswith(_OURS)
