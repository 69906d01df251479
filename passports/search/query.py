"""What is asked of the search and what it answers: plain records, the same for every desk."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from domain.faults import Fault, Malformed, Sentence
from domain.identifiers import Identifier

PAGE_SIZE = 24
LARGEST_PAGE = 100
# Nobody reads on from there; a word or a filter more leads further.
DEEPEST = 1_008
LONGEST_TEXT = 200
FILTERS = ("sector", "maker", "country", "repair")
COUNTED = 5_000


class Sort(StrEnum):
    """The orders of a list: best match first is that of a text, the newest first of none."""

    BEST = "best"
    NEWEST = "newest"
    CARBON = "carbon"
    REPAIR = "repair"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Query:
    """A question: a text, values to filter by ("" for any), an order, and which page of how many.

    `maker` is a maker's name in any spelling, `country` an ISO 3166 code, `repair` a class of
    repairability from A to E. Raises Malformed with the faults of all its members.
    """

    text: str = ""
    sector: str = ""
    maker: str = ""
    country: str = ""
    repair: str = ""
    sort: Sort | None = None
    page: int = 1
    size: int = PAGE_SIZE

    def __post_init__(self) -> None:
        faults = []
        remedy: str
        if len(self.text) > LONGEST_TEXT:
            most = str(LONGEST_TEXT)
            remedy = Sentence("Use at most {most} characters: a few words are enough.", most=most)
            faults.append(Fault("search.long", "The text is too long.", "/q", remedy))
        if not 1 <= self.size <= LARGEST_PAGE:
            remedy = Sentence("Ask for 1 to {most} at once.", most=str(LARGEST_PAGE))
            faults.append(Fault("search.size", "A page cannot be that long.", "/size", remedy))
        elif not 1 <= self.page <= DEEPEST // self.size:
            remedy = "Add a word or a filter; the list then begins with what you look for."
            faults.append(
                Fault("search.page", "The list does not go on that far.", "/page", remedy)
            )
        if faults:
            raise Malformed(*faults)

    @property
    def order(self) -> Sort:
        """The order that is taken: the one asked for, else what suits the question."""
        if self.sort is not None and (self.sort is not Sort.BEST or self.text.strip()):
            return self.sort
        return Sort.BEST if self.text.strip() else Sort.NEWEST

    @property
    def filters(self) -> dict[str, str]:
        """The filters that are set, by name."""
        return {name: getattr(self, name) for name in FILTERS if getattr(self, name)}

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.size

    def without(self, name: str) -> "Query":
        """Return the question without one filter, from its first page."""
        cleared: dict[str, Any] = {name: "", "page": 1}
        return replace(self, **cleared)


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to filter by, what it is called where the index knows, and how many models it leaves.

    `count` is None where more models match than are counted.
    """

    value: str
    name: str
    count: int | None
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A model that was found; `is_exact` where its number is the very one that was typed."""

    identifier: Identifier
    is_exact: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page of an answer.

    `total` counts matches up to `COUNTED`; `is_counted` says whether these are all. `choices` are
    by filter, the most frequent first. `unknown` are typed words that no model has; they were left
    aside. `is_loose` where no model has all the others, and those that have some are shown.
    """

    query: Query
    hits: tuple[Hit, ...]
    total: int
    is_counted: bool
    choices: dict[str, tuple[Choice, ...]] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    is_loose: bool = False

    @property
    def pages(self) -> int:
        """How many pages there are to turn to."""
        reachable = min(self.total, DEEPEST)
        return max(1, min(-(-reachable // self.query.size), DEEPEST // self.query.size))
