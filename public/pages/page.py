"""A page as a whole: what stands on top, and its sections."""

from dataclasses import dataclass

from public.pages.blocks import Block, Note
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


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page: `anchor` is its address within, `short` its name in the contents."""

    anchor: str
    title: str
    short: str
    lead: str = ""
    blocks: tuple[Block, ...] = ()
    shut: tuple[Shut, ...] = ()
    undeclared: tuple[Undeclared, ...] = ()

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


@dataclass(frozen=True, slots=True)
class Page:
    """A passport as a page."""

    title: str
    name: Words
    category: str
    summary: Words | None
    maker: str
    speaker: str
    levels: tuple[Level, ...]
    predecessor: Level | None
    version: str
    digest: str
    status: str
    is_item: bool
    is_genuine: bool
    erased: bool
    notice: Words | None
    key_facts: tuple[KeyFact, ...]
    sections: tuple[Section, ...]
    path: str
    address: str
    carrier: str
    code_width: int
    code_path: str
    writing: tuple[str, ...]
    at: str = ""
    at_day: str = ""
    today: str = ""
    remarks: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """A passport in a list."""

    name: Words
    about: str
    href: str
