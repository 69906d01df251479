"""What a request asks of the resolver: a type of link, all links, or nothing in particular."""

from dataclasses import dataclass

from django.http import HttpRequest

from domain.faults import Fault, Malformed
from public.resolving import relations

LINK_TYPE = "linkType"
CONTEXT = "context"
LONGEST = 200
DOUBLED = Fault(
    "parameter.doubled", "A parameter is given twice.", f"/{LINK_TYPE}", "Give it once."
)
TOO_LONG = Fault(
    "link_type.long",
    "The link type is longer than any that there is.",
    f"/{LINK_TYPE}",
    "Name one such as gs1:pip, or leave it out.",
)


@dataclass(frozen=True, slots=True)
class Wish:
    """`relation` is the link type wanted, as links have it; "" for none in particular."""

    relation: str
    context: str

    @property
    def is_linkset(self) -> bool:
        return self.relation in relations.ALL


def wish_of(request: HttpRequest) -> Wish:
    """Return what a request asks for; raises Malformed for a link type given twice or too long.

    One without a value is ignored, as all parameters of a Digital Link are (URI Syntax, 4.11).
    """
    named = [name for name in request.GET.getlist(LINK_TYPE) if name]
    if len(named) > 1:
        raise Malformed(DOUBLED)
    if named and len(named[0]) > LONGEST:
        raise Malformed(TOO_LONG)
    relation = relations.relation_of(named[0]) if named else ""
    return Wish(relation, request.GET.get(CONTEXT, "")[:LONGEST])
