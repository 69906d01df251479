"""What audiences are called, from the file beside the schemas that names them."""

import json
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from public.wording import listed, of_schema


def names_of(audiences: Iterable[str]) -> str:
    """Return the names of audiences as they are read: "repairers and recyclers"."""
    known = _names(str(settings.SCHEMAS_DIR))
    order = {name: place for place, name in enumerate(known)}
    names = sorted(audiences, key=lambda name: (order.get(name, len(order)), name))
    if not names:
        return _("the operator alone")
    return listed([of_schema(known.get(name, name)) for name in names])


@lru_cache(maxsize=8)
def _names(folder: str) -> dict[str, str]:
    """Return what each audience is called within a sentence, in the order of the file."""
    path = Path(folder) / "audiences.json"
    if not path.exists():
        return {}
    rows = json.loads(path.read_text(encoding="utf-8"))
    return {name: str(row.get("name", name)) for name, row in rows.items()}
