"""Faults, and other sentences of the domain, in the language of the page that shows them.

The domain writes English and knows no translations. The messages of the pages' faults are collected
with those of the pages (tools/messages); what has no translation is shown in English, and marked.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext

from domain.changes import Spelling
from domain.faults import Fault, Sentence
from public import languages, wording
from public.wording import ENGLISH, Untranslated

PLACES = re.compile(r"\{\w+\}")
WORDS = re.compile(r"[a-z]")


def told(faults: Iterable[Fault]) -> list[Fault]:
    """Return faults with their sentences and remedies in the language of the page."""
    return [
        replace(fault, sentence=in_language(fault.sentence), remedy=in_language(fault.remedy))
        for fault in faults
    ]


def in_language(text: str) -> str:
    """Return a sentence of the domain in the language of the page, or in English and marked."""
    if not text or not languages.is_foreign(ENGLISH):
        return text
    message = text.message if isinstance(text, Sentence) else str(text)
    known = gettext(message)
    if known == message and WORDS.search(PLACES.sub("", message)):
        return Untranslated(text)
    return known.format(**_values(text)) if isinstance(text, Sentence) else known


def _values(sentence: Sentence) -> dict[str, str]:
    """Return what fills a sentence; what is no Sentence itself is the same in every language."""
    return {
        name: str(in_language(value)) if isinstance(value, Sentence) else value
        for name, value in sentence.values.items()
    }


SPELLING = Spelling(
    number=wording.number,
    listed=lambda parts: wording.listed(list(parts)),
    say=lambda sentence: str(in_language(sentence)),
)
