"""Which languages the pages are offered in: those whose words lie in a folder of their own."""

from gettext import GNUTranslations
from pathlib import Path

COMPILED = "LC_MESSAGES/django.mo"
NAME = "x-name"


def found_in(folder: Path) -> list[tuple[str, str]]:
    """Return (tag, what the language calls itself) of each compiled catalogue: ("fr", "Français").

    The folder of a language has the name of its locale: "zh_Hans" for "zh-hans".
    """
    found = []
    for path in sorted(folder.glob(f"*/{COMPILED}")):
        locale = path.relative_to(folder).parts[0]
        with path.open("rb") as file:
            name = GNUTranslations(file).info().get(NAME) or locale
        found.append((locale.replace("_", "-").lower(), name))
    return found
