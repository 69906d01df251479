"""Where the renditions of this release lie, and under which name.

What a page looks like follows from the code, the templates, the words and the schemas: the name of
the store is made from them all, so that another release, or another address, begins anew.
"""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from public.renditions.pulse import Pulse
from public.renditions.store import Store

MADE_OF = {".py", ".html", ".css", ".js", ".json", ".csv", ".mo", ".txt"}


def store() -> Store:
    """Return the store of this release."""
    return Store(_folder() / f"{fingerprint()}.sqlite3")


def pulse() -> Pulse:
    """Return the pulse of whoever follows the changes for that store."""
    return Pulse(_folder() / f"{fingerprint()}.pulse")


def forget_others() -> int:
    """Delete what other releases left behind; return how many files that were."""
    others = [each for each in _folder().iterdir() if not each.name.startswith(fingerprint())]
    for each in others:
        each.unlink(missing_ok=True)
    return len(others)


@cache
def fingerprint() -> str:
    """Return a name for all that decides how a passport is told, besides the passport itself."""
    digest = sha256(f"{settings.PUBLIC_URL}\0{settings.LANGUAGES}\0".encode())
    for path in sorted(_sources(settings.BASE_DIR)):
        digest.update(f"{path.relative_to(settings.BASE_DIR)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _sources(root: Path) -> Iterator[Path]:
    yield from (path for path in root.iterdir() if path.suffix in MADE_OF and path.is_file())
    for package in settings.RENDITION_SOURCES:
        for path in (root / package).rglob("*"):
            if path.suffix in MADE_OF and "__pycache__" not in path.parts:
                yield path


def _folder() -> Path:
    folder = Path(settings.DATA_DIR) / "renditions"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
