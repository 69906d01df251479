"""Identifiers of the registry's own scheme, drawn for products that bring none."""

import os

from django.utils.crypto import salted_hmac

from accounts.actors import Actor
from domain.identifiers import new_own_key

ENTROPY_BYTES = 32


def draw(actor: Actor, key: str | None = None, number: int = 0) -> str:
    """Return a new identifier of the own scheme as canonical text.

    It is random; with an idempotency `key` it follows from the key, the organisation and the
    entry's `number` in the request, so that a repeated request names the same product.
    """
    if key is None:
        return new_own_key(os.urandom(ENTROPY_BYTES)).text
    entropy = salted_hmac(
        "passports.own_keys", f"{actor.organisation}\n{number}\n{key}", algorithm="sha256"
    ).digest()
    return new_own_key(entropy).text
