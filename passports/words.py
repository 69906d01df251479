"""The sentences with which publishing refuses, written once."""

from collections.abc import Sequence

from domain.faults import Fault


def taken() -> Fault:
    return Fault(
        "identifier.taken",
        "This identifier is already registered.",
        "/identifier",
        "To change its passport, revise or correct it; a new product needs a new identifier.",
    )


def unclaimed() -> Fault:
    return Fault(
        "identifier.unclaimed",
        "Your organisation has no claim to the prefix of this identifier.",
        "/identifier",
        "Ask the registry to verify your GS1 company prefix, or use an own: identifier.",
    )


def below_another() -> Fault:
    return Fault(
        "identifier.below_another",
        "This identifier lies below a key that another organisation has registered.",
        "/identifier",
        "Use an identifier below a key of your own.",
    )


def mixed() -> Fault:
    return Fault(
        "identifier.mixed",
        "An item is registered under its GTIN and serial number alone.",
        "/identifier",
        "Leave batch and variant out of the identifier and name them as its parent.",
    )


def unknown() -> Fault:
    return Fault(
        "product.unknown",
        "There is no passport at this identifier that your organisation may change.",
        "/identifier",
        "Check the identifier, or register the product first.",
    )


def no_sector() -> Fault:
    return Fault(
        "sector.missing",
        "A product without a parent needs a sector.",
        "/sector",
        "Name the sector whose schema the data follow.",
    )


def other_sector(sector: str) -> Fault:
    return Fault(
        "sector.other",
        "The sector differs from that of the product's model.",
        "/sector",
        f"Leave it out; the model belongs to the sector {sector}.",
    )


def unchanged() -> Fault:
    return Fault(
        "version.unchanged",
        "Nothing differs from the version that holds now.",
        "/data",
        "Leave the entry out, or change a value.",
    )


def stale() -> Fault:
    return Fault(
        "version.stale",
        "The passport has a newer version than the one you changed.",
        "",
        "Read it again, look at what changed, and repeat your change.",
    )


def no_such_revision(revisions: Sequence[int]) -> Fault:
    return Fault(
        "correction.revision",
        "A correction has to name a revision of this product.",
        "/corrects",
        f"Name one of {', '.join(map(str, revisions[-8:]))}.",
    )


def no_parent() -> Fault:
    return Fault(
        "parent.unknown",
        "There is no passport of your organisation at the parent's identifier.",
        "/parent",
        "Register the parent first, or correct its identifier.",
    )


def no_parent_revision() -> Fault:
    return Fault(
        "parent.revision",
        "The parent has no revision of this number.",
        "/parent_revision",
        "Name a revision of the parent; left out, its newest holds.",
    )


def no_predecessor() -> Fault:
    return Fault(
        "predecessor.unknown",
        "There is no passport at the predecessor's identifier.",
        "/predecessor",
        "Register the predecessor first, or leave it out.",
    )


def later_broken(number: int, fault: Fault) -> Fault:
    return Fault(
        "correction.later_revision",
        f"The correction would break revision {number}, which builds on it: {fault.sentence}",
        f"/revisions/{number}{fault.pointer}",
        "Correct the later revision first, or choose a value that it can follow.",
    )


def child_broken(child: str, fault: Fault) -> Fault:
    return Fault(
        "correction.child",
        f"The correction would break a passport below: {fault.sentence}",
        f"/children/{child.replace('~', '~0').replace('/', '~1')}{fault.pointer}",
        "Correct the passport below first, or choose a value that it can follow.",
    )
