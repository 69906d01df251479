"""Who asks: a Bearer token (RFC 6750) and nothing else, so that no cookie ever opens this door."""

from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from accounts.actors import Actor
from accounts.tokens import actor_of_token

SCHEME = "Bearer"
CHALLENGE = f'{SCHEME} realm="passports"'
# Far above the length of our tokens; a longer one need not be looked up.
LONGEST_TOKEN = 200


class TokenAuthentication(BaseAuthentication):
    """Takes `Authorization: Bearer <token>` and gives the actor in whose name the request runs."""

    def authenticate(self, request: Request) -> tuple[Actor, None] | None:
        """Return the actor of a live token, None without any token.

        Raises AuthenticationFailed, always in the same words, for a header that holds none.
        """
        header = request.META.get("HTTP_AUTHORIZATION", "")
        if not header:
            return None
        scheme, _, token = header.partition(" ")
        token = token.strip()
        actor = None
        if scheme.lower() == SCHEME.lower() and token.isascii() and len(token) <= LONGEST_TOKEN:
            actor = actor_of_token(token)
        if actor is None:
            raise AuthenticationFailed
        return actor, None

    def authenticate_header(self, request: Request) -> str:  # noqa: ARG002 - DRF's signature
        """Return the challenge of a 401 (RFC 9110, 11.6.1)."""
        return CHALLENGE
