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

PULSE = ".pulse"
# For so long nobody followed the changes for a release that is no longer used.
LEFT_MS = 3_600_000
MADE_OF = {".py", ".html", ".css", ".js", ".json", ".csv", ".mo", ".txt"}


def pulse() -> Pulse:
    """Return the pulse of whoever follows the changes for the store of this release."""
    return Pulse(_folder() / f"{fingerprint()}{PULSE}")


def store(pulse: Pulse) -> Store:
    """Return the store of this release."""
    return Store(_folder() / fingerprint(), pulse, settings.RENDITIONS_MB * 1_000_000)


def forget_others() -> int:
    """Delete what other releases left behind; return how many files that were.

    One whose changes were still followed a moment ago may yet be running beside this one.
    """
    alive = {fingerprint()}
    for each in _folder().glob(f"*{PULSE}"):
        if Pulse(each).is_fresh(LEFT_MS):
            alive.add(each.name.removesuffix(PULSE))
    others = [each for each in _folder().iterdir() if each.name.partition(".")[0] not in alive]
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
