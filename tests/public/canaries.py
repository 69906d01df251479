"""Values that can be told from all others, put where the public must not look."""

import html
import json
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from hypothesis import strategies as st

from domain.audiences import PUBLIC
from domain.sector_schema import Node, Walk
from tests.domain.strategies import documents

ROOM_FOR_INTEGERS = 10**8
ROOM_FOR_NUMBERS = 50


def is_shut(node: Node | None) -> bool:
    return node is None or PUBLIC not in node.access


def canaries_for(walk: Walk):
    """Return what `tests.domain.strategies.documents` asks for each leaf: a canary where it can."""

    def leaf(path, schema):
        if not is_shut(walk.node(path)):
            return _plain(schema)
        canary = _canary("/".join(path), schema)
        return None if canary is None else st.just(canary)

    return leaf


def passports(walk: Walk):
    """Return a strategy for whole documents of a sector, with canaries in its shut leaves."""
    return documents(walk.schema, leaf=canaries_for(walk), whole=True)


def _plain(schema: dict[str, Any]):
    """Return a simple value for a leaf that everybody sees: Hypothesis shall vary the others."""
    if "enum" in schema:
        return st.just(schema["enum"][-1])
    if schema["type"] == "object":
        return st.just({"en": "Public words"})
    if schema["type"] == "string" and not {"pattern", "format"} & schema.keys():
        return st.just("Public words")
    return None


def _canary(name: str, schema: dict[str, Any]) -> Any:
    token = sha256(name.encode()).hexdigest()
    if "enum" in schema or schema["type"] in {"array", "boolean"}:
        return None
    if schema["type"] == "object":
        return {"en": f"canary {token[:20]} <&> é"}
    if schema["type"] == "string":
        return _text(token, schema)
    low = schema.get("minimum", schema.get("exclusiveMinimum", 0))
    high = schema.get("maximum", schema.get("exclusiveMaximum", 10**9))
    part = int(token[:12], 16) % 10**8 / 10**8
    if schema["type"] == "integer":
        return int(low + (high - low) * part) if high - low > ROOM_FOR_INTEGERS else None
    value = round(low + (high - low) * (0.1 + 0.8 * part), 9)
    return value if high - low >= ROOM_FOR_NUMBERS else None


def _text(token: str, schema: dict[str, Any]) -> str | None:
    if schema.get("format") == "uri":
        return f"https://canary.example/{token[:20]}"
    if schema.get("pattern") == "^[0-9a-f]{64}$":
        return token
    if "pattern" in schema or "format" in schema:
        return None
    return f"canary {token[:20]} <&> é"


def shut_values(value: Any, node: Node) -> Iterator[Any]:
    """Yield the values of all leaves of a document that are not open to the public."""
    for name, below in value.items():
        child = node.child(name)
        if child is None or child.field is not None:
            if is_shut(child):
                yield below
        else:
            yield from shut_values(below, child)


def without_shut(value: dict[str, Any], node: Node) -> dict[str, Any]:
    """Return a document without what is not open to the public."""
    kept = {}
    for name, below in value.items():
        child = node.child(name)
        if child is not None and child.field is not None:
            if not is_shut(child):
                kept[name] = below
        elif child is not None:
            inner = without_shut(below, child)
            if inner:
                kept[name] = inner
    return kept


def tokens(value: Any) -> Iterator[str]:
    """Yield what gives a canary away, none for values that stand elsewhere by themselves."""
    if isinstance(value, dict):
        for text in value.values():
            yield from tokens(text)
    elif isinstance(value, str):
        yield from (part for part in value.replace("/", " ").split() if _is_token(part))
    elif isinstance(value, float) and len(repr(value)) > 9:
        yield repr(value)
    elif isinstance(value, int) and value >= ROOM_FOR_INTEGERS:
        yield str(value)


def _is_token(part: str) -> bool:
    return len(part) >= 20 and set(part) <= set("0123456789abcdef")


def disguises(token: str) -> Iterator[bytes]:
    """Yield a token in every form in which it could slip through."""
    raw = token.encode()
    yield raw
    yield raw.hex().encode()
    yield raw.hex().upper().encode()
    yield from _base64(raw)
    yield "".join(f"%{byte:02X}" for byte in raw).encode()
    yield "".join(f"&#{byte};" for byte in raw).encode()
    yield "".join(f"\\u{byte:04x}" for byte in raw).encode()
    yield html.escape(token).encode()
    yield quote(token).encode()
    yield json.dumps(token)[1:-1].encode()


def _base64(raw: bytes) -> Iterator[bytes]:
    for offset in range(3):
        encoded = b64encode(b"\0" * offset + raw)
        # The characters at either end depend on the neighbours.
        yield encoded[-(-offset * 8 // 6) : len(encoded) - 4]
