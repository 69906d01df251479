"""Leave to read a part of an operator's passports, given for a time and on a ground."""

from accounts.models import AccessGrant, Organisation
from domain.audiences import OWNER, PUBLIC
from domain.faults import Fault, Invalid
from ledger.clock import now_ms

DAY_MS = 86_400_000


def grant_access(
    organisation: Organisation,
    *,
    operator: str,
    audience: str,
    ground: str,
    days: int,
    product: str = "",
) -> AccessGrant:
    """Let an organisation read `audience`'s part of an operator's passports for some days.

    `product` (a canonical identifier) narrows it to that product and everything below. Raises
    Invalid for the audiences that nobody is granted: the owner's and the public's.
    """
    if audience in {OWNER, PUBLIC}:
        raise Invalid(
            Fault(
                "grant.audience",
                "This audience cannot be granted: the operator alone reads as owner, and everyone"
                " reads as the public.",
                "/audience",
                "Name the audience whose part is to be read, such as repairer.",
            )
        )
    return AccessGrant.objects.create(
        organisation=organisation,
        operator=operator,
        audience=audience,
        product=product,
        ground=ground,
        until_ms=now_ms() + days * DAY_MS,
    )
