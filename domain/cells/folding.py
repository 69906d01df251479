"""Words as they are compared: without case, accents, punctuation and surplus space."""

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Return what is left of a text for comparing: "Côte d'Ivoire" is "cote d ivoire".

    Marks that are letters of their own, such as the vowels of Thai and Hindi, stay.
    """
    apart = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(map(_kept, apart)).split())


def _kept(character: str) -> str:
    if unicodedata.combining(character):
        return ""
    is_part_of_word = character.isalnum() or unicodedata.category(character) in {"Mn", "Mc"}
    return character if is_part_of_word else " "
