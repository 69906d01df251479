"""A page as a whole: what stands on top, and its sections."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from public.pages.blocks import Block, Note, Work
from public.wording import Words


@dataclass(frozen=True, slots=True)
class Shut:
    """A field that others may see."""

    label: str
    audiences: str


@dataclass(frozen=True, slots=True)
class Undeclared:
    """A field about which nothing is said: how it stands, and the duty to say something, if any."""

    label: str
    word: str
    duty: str
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """A link to another page about the product; `size` says in words what opening it costs."""

    label: str
    href: str
    size: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page: `anchor` is its address within, `short` its name in the contents.

    `count` is how many values are declared in it. `ways` lead to what the first view leaves out.
    """

    anchor: str
    title: str
    short: str
    lead: str = ""
    blocks: tuple[Block, ...] = ()
    shut: tuple[Shut, ...] = ()
    undeclared: tuple[Undeclared, ...] = ()
    count: int = 0
    ways: tuple[Way, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.blocks and not self.shut and not self.undeclared


@dataclass(frozen=True, slots=True)
class Level:
    """One level of the chain: what it is, its number, and its address unless it is this one."""

    name: str
    number: str
    href: str


@dataclass(frozen=True, slots=True)
class KeyFact:
    """One of the four answers on top; `letter` where it is a class from A to E."""

    label: str
    value: str
    unit: str
    note: str
    anchor: str
    letter: str = ""
    is_urgent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What every page about a passport says first.

    `back` leads to the first view, `today` to what holds now; `language` is that of the address, if
    it names one.
    """

    title: str
    name: Words
    category: str
    maker: str
    is_item: bool
    is_genuine: bool
    notice: Words | None
    remarks: tuple[Note, ...]
    path: str
    address: str
    back: str
    today: str
    at: str
    at_day: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Head):
    """The first view of a passport."""

    summary: Words | None
    speaker: str
    levels: tuple[Level, ...]
    predecessor: Level | None
    version: str
    digest: str
    erased: bool
    key_facts: tuple[KeyFact, ...]
    sections: tuple[Section, ...]
    markup: SafeString | None
    carrier: str
    code_width: int
    code_path: str
    writing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class View(Head):
    """A further view of a passport, on a page of its own."""

    heading: str
    lead: str = ""
    sections: tuple[Section, ...] = ()
    work: Work | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A passport in a list."""

    name: Words
    about: str
    href: str
