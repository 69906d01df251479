"""The pieces that a passport page is put together from; each names the template that draws it."""

from dataclasses import dataclass
from typing import ClassVar, Protocol

from django.utils.safestring import SafeString

from public import wording
from public.wording import Words

LONG = 60


class Block(Protocol):
    """Anything that a section can hold."""

    template: ClassVar[str]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What opens below a value: a line that says where it comes from, and rows (label, words)."""

    summary: str
    rows: tuple[tuple[str, Words], ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what is declared: one or more values, a unit, perhaps a link."""

    label: str
    values: tuple[Words, ...]
    unit: str = ""
    href: str = ""
    is_zero: bool = False
    is_code: bool = False
    why: Explanation | None = None

    @property
    def html(self) -> SafeString:
        """Its values as one list."""
        return wording.listed_html(self.values)

    @property
    def is_long(self) -> bool:
        """Whether it is prose, which is not set in bold."""
        return sum(len(value.text) for value in self.values) > LONG


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts under a heading, or under none."""

    template: ClassVar[str] = "parts/facts.html"
    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a keyed map: a title, and the rest of it in one line."""

    title: Words
    href: str
    details: tuple[Fact, ...]
    lists: tuple["Entries", ...] = ()


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries of a keyed map; `shared` holds for every one of them and is said once."""

    template: ClassVar[str] = "parts/entries.html"
    title: str
    entries: tuple[Entry, ...]
    why: Explanation | None = None
    shared: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Documents:
    """Links to files, with what is known of them before they are opened."""

    template: ClassVar[str] = "parts/documents.html"
    title: str
    entries: tuple[Entry, ...]
    why: Explanation | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of work, with what can hurt in it."""

    action: Words
    details: tuple[Fact, ...]
    hazard: Words | None


@dataclass(frozen=True, slots=True)
class Steps:
    """Steps in the order of work."""

    template: ClassVar[str] = "parts/steps.html"
    title: str
    steps: tuple[Step, ...]
    why: Explanation | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do, in words of the operator: (title, words), in order."""

    template: ClassVar[str] = "parts/advice.html"
    rows: tuple[tuple[str, Words], ...]
    why: Explanation | None = None


@dataclass(frozen=True, slots=True)
class Scale:
    """A class from A to E, and the rules that it was found by."""

    template: ClassVar[str] = "parts/scale.html"
    label: str
    letter: str
    index: str
    rules: str
    why: Explanation | None = None
    letters: tuple[str, ...] = ("A", "B", "C", "D", "E")


@dataclass(frozen=True, slots=True)
class Score:
    """A figure of an index; `width` in per cent of the best."""

    label: str
    value: str
    width: str


@dataclass(frozen=True, slots=True)
class Scores:
    """What an index is made of."""

    template: ClassVar[str] = "parts/scores.html"
    title: str
    scores: tuple[Score, ...]
    why: Explanation | None = None


@dataclass(frozen=True, slots=True)
class Material:
    """One material: its mass and share as written, and the length of its bar in per cent."""

    name: str
    part: Words | None
    mass: str
    share: str
    width: str
    marks: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Materials:
    """What a product is made of, the heaviest first."""

    template: ClassVar[str] = "parts/materials.html"
    materials: tuple[Material, ...]
    remarks: tuple[Words, ...]
    has_marks: bool
    why: Explanation | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of life: kilograms and share as written, or why there are none."""

    name: str
    css: str
    kilograms: str
    share: str
    reason: Words | None
    start: str = ""
    width: str = ""


@dataclass(frozen=True, slots=True)
class Carbon:
    """A footprint by stage of life. `width` and `start` of the stages are in per cent."""

    template: ClassVar[str] = "parts/carbon.html"
    title: str
    total: str
    between: str
    stages: tuple[Stage, ...]
    why: Explanation | None = None

    @property
    def bars(self) -> tuple[Stage, ...]:
        return tuple(stage for stage in self.stages if stage.width)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a histogram: its place and size in per cent of the picture."""

    x: str
    width: str
    y: str
    height: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Histogram:
    """How a figure is spread over a category, and where the own one stands.

    Places are in per cent: `pointer` above the own column, `median`, the band of uncertainty from
    `band` on, `band_width` wide; "" where there is none. `low` and `high` are the ends of the
    scale in words. The first of the sentences is the answer, the last says what is counted.
    """

    template: ClassVar[str] = "parts/histogram.html"
    title: str
    label: str
    columns: tuple[Column, ...]
    pointer: str
    median: str
    band: str
    band_width: str
    low: str
    high: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise with a date: where its bar is past and where still to come, in per cent."""

    label: str
    until: str
    is_over: bool
    start: str
    past: str
    today: str
    left: str


@dataclass(frozen=True, slots=True)
class Promises:
    """What is promised until when, on one scale of years."""

    template: ClassVar[str] = "parts/promises.html"
    promises: tuple[Promise, ...]
    first: str
    last: str
    why: Explanation | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A notice: what it says in bold, and sentences."""

    template: ClassVar[str] = "parts/note.html"
    kind: str
    title: str
    sentences: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that differs; `old` is None where it was added, `new` where it was removed."""

    label: str
    old: Words | None
    new: Words | None


@dataclass(frozen=True, slots=True)
class Differences:
    """What differs between two times."""

    template: ClassVar[str] = "parts/differences.html"
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One event of the history: `href` leads to the passport then, `compared` to what changed."""

    day: str
    moment: str
    what: str
    reason: str
    sentences: tuple[str, ...]
    more: tuple[str, ...]
    href: str
    compared: str


@dataclass(frozen=True, slots=True)
class History:
    """What happened, the newest first, and a form to ask for a day; `kept` are its hidden fields.

    The days are ISO dates.
    """

    template: ClassVar[str] = "parts/history.html"
    changes: tuple[Change, ...]
    latest_day: str
    chosen_day: str
    kept: tuple[tuple[str, str], ...] = ()
    has_form: bool = True


@dataclass(frozen=True, slots=True)
class Danger:
    """Something that can hurt: a title, what is known of it, and the step in which it comes up."""

    title: Words
    sentences: tuple[Words, ...]
    part: Words | None
    href: str


@dataclass(frozen=True, slots=True)
class Need:
    """What work needs or leaves in the hand: a label, a value, and a note on it."""

    label: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class Task:
    """One step of work, on a screen of its own; `number` counts from 1."""

    number: int
    title: Words
    action: Words | None
    hazard: Words | None
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """Taking a product apart: hazards first, then steps, or why there are none."""

    dangers: tuple[Danger, ...]
    needs: tuple[Need, ...]
    tasks: tuple[Task, ...]
    silence: str
