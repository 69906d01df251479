"""References to laws in the language of the page: "Regulation (EU) 2023/1542, Annex XIII (1)(a)".

Schemas write them in English, from few words and many numbers. Where a reference has other words
than these it stays in English as a whole.
"""

import re
from functools import lru_cache

from django.utils.translation import gettext, gettext_noop, pgettext

from public import languages, wording
from public.wording import Words

# One number: 7, 3.1(a), D 2(1)(b), XIII (1)(c), 21a, (32), 2023/1542.
_ONE = (
    r"(?:(?:[A-Z] )?[0-9A-Z]+[a-z]?(?:[./][0-9]+)*(?:\(\w+\))*(?: \(\w+\)(?:\(\w+\))*)?"
    r"|\(\w+\)(?:\(\w+\))*)(?!\w)"
)
_NUMBERS = rf"{_ONE}(?:(?:, and |, | and ){_ONE})*"
_JOINT = re.compile(r", and |, | and ")

_MESSAGES = {
    # Translators: these words as the official texts of the European Union write them.
    "Delegated Regulation (EU)": gettext_noop("Delegated Regulation (EU) %(number)s"),
    "Implementing Regulation (EU)": gettext_noop("Implementing Regulation (EU) %(number)s"),
    "Regulation (EU) No": gettext_noop("Regulation (EU) No %(number)s"),
    "Regulation (EU)": gettext_noop("Regulation (EU) %(number)s"),
    "Regulation (EC) No": gettext_noop("Regulation (EC) No %(number)s"),
    "Regulation (EC)": gettext_noop("Regulation (EC) No %(number)s"),
    "Directive (EU)": gettext_noop("Directive (EU) %(number)s"),
    "Directive": gettext_noop("Directive %(number)s"),
    "Article": gettext_noop("Article %(number)s"),
    "Art.": gettext_noop("Article %(number)s"),
    "Articles": gettext_noop("Articles %(number)s"),
    "Annex": gettext_noop("Annex %(number)s"),
    "Annexes": gettext_noop("Annexes %(number)s"),
    "data point": gettext_noop("data point %(number)s"),
    "data points": gettext_noop("data points %(number)s"),
    "point": gettext_noop("point %(number)s"),
    "points": gettext_noop("points %(number)s"),
    "item": gettext_noop("item %(number)s"),
    "part": gettext_noop("part %(number)s"),
    "Table": gettext_noop("Table %(number)s"),
    "row": gettext_noop("row %(number)s"),
}
_LONGEST_FIRST = sorted(_MESSAGES, key=len, reverse=True)
_PART = re.compile(
    rf"({'|'.join(map(re.escape, _LONGEST_FIRST))}) ((?:[0-9]+/[0-9]+/(?:EU|EC))|{_NUMBERS})"
)
_STANDARD = re.compile(r"(?:EN|IEC|ISO|ETSI EN|ETSI ES|ITU-T|EN ISO)(?: [0-9A-Z][\w.:/()-]*)+")
_APART = re.compile(r", | ")


# A word and its numbers, or a standard as it is called everywhere.
Part = tuple[str, str]


def reference(text: str) -> Words:
    """Return a reference to laws, or in English and marked where it has other words."""
    laws = _read(text)
    return Words(_told(text, laws)) if laws else wording.english(text)


def in_sentence(text: str) -> str:
    """Return a reference to laws as it stands within a sentence."""
    return _told(text, _read(text))


def _told(text: str, laws: tuple[tuple[Part, ...], ...]) -> str:
    if not laws or not languages.is_foreign(wording.ENGLISH):
        return text
    # Translators: what stands between "Annex V" and "item 18".
    comma = pgettext("between parts of a reference", ", ")
    return wording.together([comma.join(_part(*part) for part in law) for law in laws])


def _part(word: str, numbers: str) -> str:
    if not word:
        return wording.isolated(numbers)
    each = [] if "/" in numbers else _JOINT.split(numbers)
    number = wording.listed([_apart(one) for one in each]) if len(each) > 1 else numbers
    return gettext(_MESSAGES[word]) % {"number": number if len(each) > 1 else _apart(number)}


def _apart(number: str) -> str:
    # Brackets around letters turn where the sentence runs from right to left.
    return wording.isolated(number) if "(" in number else number


@lru_cache(maxsize=4096)
def _read(text: str) -> tuple[tuple[Part, ...], ...]:
    """Return the laws of a reference, each in its parts; nothing where it has other words."""
    laws = tuple(_parts(law) for law in text.split("; "))
    return laws if all(laws) else ()


def _parts(law: str) -> tuple[Part, ...]:
    parts: list[Part] = []
    place = 0
    while place < len(law):
        if found := _PART.match(law, place):
            parts.append((found[1], found[2]))
        elif found := _STANDARD.match(law, place):
            parts.append(("", found[0]))
        else:
            return ()
        place = found.end()
        if between := _APART.match(law, place):
            place = between.end()
        elif place < len(law):
            return ()
    return tuple(parts)
