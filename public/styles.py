"""The styles of pages: parts below `static/style`, written into the page that needs them.

A page carries the parts that it uses and no others, since its style is the largest piece of what a
phone waits for (docs/decisions/0015). The policy of a page allows exactly its style, by its hash.
"""

import re
from base64 import b64encode
from functools import lru_cache
from hashlib import sha256

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

from domain import cldr
from public import languages

FOLDER = settings.BASE_DIR / "static" / "style"
PLAIN = "plain"
# What each kind of page is drawn with.
PARTS = {
    PLAIN: ("base", "forms", "plain"),
    "passport": ("base", "sections", "passport"),
    "view": ("base", "sections", "forms", "view"),
    "steps": ("base", "steps"),
    "finding": ("base", "sections", "forms", "plain", "finding"),
}
RIGHT_TO_LEFT = "rtl"


def element(style: str = PLAIN) -> SafeString:
    """Return the style of a kind of page as an element, for the direction of its language."""
    return format_html(
        "<style>{}</style>", _style(style, cldr.is_right_to_left(languages.active()))[0]
    )


def source(style: str = PLAIN) -> str:
    """Return what a content security policy says to let in the style of a kind of page."""
    return _style(style, cldr.is_right_to_left(languages.active()))[1]


@lru_cache(maxsize=2 * len(PARTS))
def _style(style: str, is_rtl: bool) -> tuple[SafeString, str]:  # noqa: FBT001 - the key of a cache
    """Return a style without what only people need, and its hash for the policy."""
    parts = (*PARTS[style], *((RIGHT_TO_LEFT,) if is_rtl else ()))
    text = "".join(_short((FOLDER / f"{part}.css").read_text(encoding="utf-8")) for part in parts)
    digest = b64encode(sha256(text.encode()).digest()).decode()
    # Our own files, in which escaped quotes would mean nothing to a browser.
    return SafeString(text), f"'sha256-{digest}'"


def _short(text: str) -> str:
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s*([{};,>])\s*", r"\1", re.sub(r"\s+", " ", text))
    return re.sub(r":\s+", ":", text).replace(";}", "}").strip()
