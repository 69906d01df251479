"""What the sections of a page are made from: a passport, its reader, and where values come from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from domain.chain import Origin
from domain.identifiers import parse
from domain.pointers import pointer_of
from domain.sector_schema import FieldSpec, Walk
from ledger.clock import moment
from lifecycle.reading import Passport
from public import laws, wording
from public.pages import levels
from public.pages.blocks import Explanation
from public.wording import Words

CHOICE = "choice:"  # what a schema's source says where no law asks for the value
# Members of a record that say how its values were found, and what vouches for them.
METHODS = ("method", "ruleset", "class_rules", "reference_test")
EVIDENCE = ("study", "report", "sheet", "statement", "verified_by", "measured_by")
YEAR, MONTH = 365, 30  # days


@dataclass(frozen=True)
class Sheet:
    """A passport for one reader: `spoken` are its languages.

    `today` is the day that the page is about, `now` the day on which it is read.
    `at` is the time asked for as it was written, "" for now. `kept` are parameters that links to
    the same passport carry on.
    """

    passport: Passport
    spoken: tuple[str, ...]
    today: date
    now: date
    at: str = ""
    kept: tuple[tuple[str, str], ...] = ()

    @property
    def walk(self) -> Walk:
        return self.passport.view.walk

    @property
    def document(self) -> Mapping[str, Any]:
        return self.passport.view.visible.document

    def value(self, *path: str) -> Any:
        """Return what is declared at a path for this reader, None where nothing is."""
        here: Any = self.document
        for name in path:
            here = here.get(name) if isinstance(here, dict) else None
        return here

    def text(self, texts: Any) -> Words:
        """Return a language map in the reader's language."""
        return wording.text_of(texts if isinstance(texts, dict) else {}, self.spoken)

    def title(self, *path: str, default: str = "") -> str:
        """Return the title that the schema gives to a path."""
        node = self.walk.node(path)
        return wording.of_schema(node.title) if node and node.title else default

    def link(self, **parameters: str) -> str:
        """Return a link to this passport with parameters, the chosen language kept."""
        query = {**dict(self.kept), **parameters}
        path = self.passport.view.identifier.path
        return f"{path}?{urlencode(query, safe=':')}" if query else path

    def here(self, **parameters: str) -> str:
        """Return a link to this passport with parameters, at the time that is shown."""
        return self.link(**({"at": self.at} if self.at else {}), **parameters)

    def count(self, names: Iterable[str]) -> int:
        """Return how many values are declared in these members of the document."""
        wanted = set(names)
        origins = self.passport.view.visible.origins
        return sum(pointer.split("/", 2)[1] in wanted for pointer in origins)

    def is_shut(self, path: tuple[str, ...]) -> bool:
        """Whether a leaf of the schema (path with "*" for keys) is not open to this reader."""
        return pointer_of(path) in self.passport.view.visible.shut

    def explain(self, field: FieldSpec, path: tuple[str, ...]) -> Explanation | None:
        """Return where the value of a leaf comes from and what it means."""
        origin = self.passport.view.visible.origins.get(pointer_of(path))
        if origin is None:
            return None
        return self.explanation(
            [origin], field.description, field.source, field.unit, self._vouched(path[:-1], path)
        )

    def explain_below(self, path: tuple[str, ...], description: str = "") -> Explanation | None:
        """Return where the values below a path come from, together, and what they are."""
        prefix = pointer_of(path) + "/"
        found = [o for p, o in self.passport.view.visible.origins.items() if p.startswith(prefix)]
        return self.explanation(found, description, vouched=self._vouched(path)) if found else None

    def explanation(
        self,
        origins: list[Origin],
        description: str = "",
        source: str = "",
        unit: str = "",
        vouched: tuple[Words, Words] = (Words(""), Words("")),
    ) -> Explanation:
        """Return the explanation of values with these origins, in the fixed order of its rows.

        `vouched` are method and evidence.
        """
        method, evidence = vouched
        newest = max(origins, key=lambda o: (o.level, o.seq, o.number))
        rows: list[tuple[str, Words]] = []
        if description:
            rows.append((_("Means"), Words(wording.of_schema(description))))
        if source and not source.startswith(CHOICE):
            rows.append((_("Basis"), laws.reference(source)))
        if unit and (spelled := wording.unit_name(unit)):
            rows.append((_("Unit"), Words(spelled)))
        if method.text:
            rows.append((_("Method"), method))
        rows.append((_("Says"), Words(self._says(newest))))
        if evidence.text:
            rows.append((_("Evidence"), evidence))
        age = self._age(newest)
        if age:
            rows.append((_("Age"), Words(age)))
        rows.append((_("Level"), Words(self._reach(newest.product))))
        return Explanation(self._from(origins), tuple(rows))

    def _from(self, origins: list[Origin]) -> str:
        places = sorted({(o.level, o.number, o.product) for o in origins}, reverse=True)
        parts = [
            levels.origin(parse(product).granularity, number, own=self.is_own(product))
            for _level, number, product in places
        ]
        return pgettext("a value is from", "from %(places)s") % {"places": wording.listed(parts)}

    def _says(self, origin: Origin) -> str:
        at_ms = self.passport.view.times.get(origin.seq)
        if at_ms is None:
            return self.speaker
        words = {"name": wording.isolated(self.speaker), "day": wording.day_of(at_ms)}
        return pgettext("who says something, and when", "%(name)s, %(day)s") % words

    @property
    def speaker(self) -> str:
        """Whose word the passport is: the operator's, or else that of who registered it."""
        registration = self.passport.view.registration
        if registration.operator_name:
            return registration.operator_name
        if registration.registrant_name:
            registrant = {"name": wording.isolated(registration.registrant_name)}
            return _("Operator not declared; registered by %(name)s") % registrant
        return _("Operator not declared")

    def _vouched(self, path: tuple[str, ...], own: tuple[str, ...] = ()) -> tuple[Words, Words]:
        """Return the method and the evidence that the record at a path names for its values."""
        found = []
        for names in (METHODS, EVIDENCE):
            said: list[Words] = []
            for name in names:
                place = (*path, name)
                node, value = self.walk.node(place), self.value(*place)
                if node is not None and node.field is not None and value and place != own:
                    said += wording.value_of(value, node.field, self.spoken)
            text = wording.listed([each.text for each in said]) if said else ""
            found.append(Words(text, said[0].language if len(said) == 1 else ""))
        return found[0], found[1]

    def _age(self, origin: Origin) -> str:
        """Return how old a value is, once it is a month or more."""
        at_ms = self.passport.view.times.get(origin.seq)
        days = 0 if at_ms is None else (self.now - moment(at_ms).date()).days
        count, unit = (days // YEAR, "a") if days >= YEAR else (days // MONTH, "mo")
        return wording.measured(count, unit) if count else ""

    def level_name(self, product: str) -> str:
        """Return what a product of the chain is to the one shown: "this item", "the model"."""
        return levels.name(parse(product).granularity, own=self.is_own(product))

    def is_own(self, product: str) -> bool:
        """Whether a product of the chain is the one shown."""
        return product == self.passport.view.registration.identifier

    def _reach(self, product: str) -> str:
        reaches = {
            "item": _("This item alone"),
            "batch": _("Batch: the same for every item of it"),
            "model": _("Model: the same for every item of it"),
        }
        return reaches[parse(product).granularity]
