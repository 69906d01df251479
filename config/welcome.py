"""What the person who started the registry is told when it is ready."""

from collections.abc import Iterator

from django.conf import settings

from config import sign_in
from domain.identifiers import Identifier, address
from lifecycle.demonstration import CATALOGUE, MAKER
from passports.listing import registered_by
from passports.models import Granularity

SHOWN = 3


def lines(public_url: str) -> list[str]:
    """Return the lines to print, given the address of the registry without a closing slash."""
    told = [f"Registry: {public_url}/"]
    told += [f"Passport: {address(identifier, public_url)}" for identifier in _examples()]
    if sign_in.known(settings.DATA_DIR):
        told.append(
            f"Sign in:  {public_url}/sign-in as workshop, authority or maker"
            f" (password {sign_in.password(settings.DATA_DIR)}):"
            " each sees another restricted part of the invented phone."
        )
    return told


def _examples() -> Iterator[Identifier]:
    yield from registered_by(MAKER, Granularity.ITEM, 1)
    yield from registered_by(MAKER, Granularity.MODEL, 1)
    yield from registered_by(CATALOGUE, Granularity.MODEL, SHOWN)
