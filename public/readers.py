"""Who reads: an actor when signed in, the name that is shown, and the languages understood."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.http import HttpRequest

from accounts.actors import Actor
from accounts.organisations import actor_of_user
from public import languages


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader of one request. `name` is empty for the public."""

    actor: Actor | None = None
    name: str = ""
    languages: tuple[str, ...] = ()

    @property
    def is_public(self) -> bool:
        return not self.name


def reader_of(request: HttpRequest) -> Reader:
    """Return the reader of a request; without a session nothing is looked up."""
    spoken = languages.preferences(request)
    user = request.user
    if not isinstance(user, User):
        return Reader(languages=spoken)
    actor = actor_of_user(user)
    return Reader(actor, actor.name if actor else user.get_username(), spoken)


def nobody(request: HttpRequest) -> Reader:
    """Return the reader of a request that failed: nobody is looked up, nothing can fail again."""
    return Reader(languages=languages.preferences(request))
