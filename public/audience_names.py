"""What audiences are called, from the file beside the schemas that names them."""

import json
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from public.wording import listed


def names_of(audiences: Iterable[str]) -> str:
    """Return the names of audiences as they are read: "repairers and recyclers"."""
    known = _titles(str(settings.SCHEMAS_DIR))
    order = {name: place for place, name in enumerate(known)}
    names = sorted(audiences, key=lambda name: (order.get(name, len(order)), name))
    if not names:
        return _("the operator alone")
    return listed([_(known.get(name, name).lower()) for name in names])


@lru_cache(maxsize=8)
def _titles(folder: str) -> dict[str, str]:
    path = Path(folder) / "audiences.json"
    if not path.exists():
        return {}
    rows = json.loads(path.read_text(encoding="utf-8"))
    return {name: str(row["title"]) for name, row in rows.items()}
