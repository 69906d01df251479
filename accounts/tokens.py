"""API tokens: `dpp_<lookup>_<secret>`; 256 random bits, so a plain SHA-256 is a safe store."""

import hmac
import secrets
from hashlib import sha256

from accounts.actors import ALL_SCOPES, Actor
from accounts.models import ApiToken, Organisation
from domain.faults import Fault, Invalid
from ledger.clock import moment, now_ms

PREFIX = "dpp"
DAY_MS = 86_400_000


def issue(organisation: Organisation, *, label: str, scopes: frozenset[str], days: int = 90) -> str:
    """Create a token and return it; this is the only time it can be read.

    Raises Invalid for a scope that does not exist.
    """
    unknown = sorted(scopes - ALL_SCOPES)
    if unknown:
        raise Invalid(
            Fault(
                "token.scope",
                "A requested scope does not exist.",
                "/scopes",
                f"Choose from {', '.join(sorted(ALL_SCOPES))}.",
            )
        )
    lookup, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    ApiToken.objects.create(
        organisation=organisation,
        label=label,
        lookup=lookup,
        secret_digest=_digest(secret),
        scopes=sorted(scopes),
        expires_ms=now_ms() + days * DAY_MS,
    )
    return f"{PREFIX}_{lookup}_{secret}"


def actor_of_token(token: str) -> Actor | None:
    """Return the actor of a live token, or None; the comparison takes constant time."""
    prefix, _, rest = token.partition("_")
    lookup, _, secret = rest.partition("_")
    if prefix != PREFIX or not secret:
        return None
    row = ApiToken.objects.select_related("organisation").filter(lookup=lookup).first()
    if row is None or not hmac.compare_digest(bytes(row.secret_digest), _digest(secret)):
        return None
    now = now_ms()
    if row.expires_ms <= now:
        return None
    if row.last_day != moment(now).date():
        ApiToken.objects.filter(pk=row.pk).update(last_day=moment(now).date())
    return Actor(row.organisation.public_id, row.organisation.name, frozenset(row.scopes))


def _digest(secret: str) -> bytes:
    return sha256(secret.encode()).digest()
