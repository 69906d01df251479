"""The footprint: as this registry calculated it, and as the operator reports it."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from domain.footprint_comparison import Movement
from domain.inventory import OTHERS, STAGES
from lifecycle.reading import Earlier, ShownFootprint
from public import wording
from public.pages import materials
from public.pages.blocks import Block, Carbon, Entries, Entry, Explanation, Note, Stage
from public.pages.sheet import Sheet
from public.wording import Words

GAP = 0.5  # per cent between two stages of the bar
MOVEMENTS = 5
# The colours are those of the stages (making, transport, use, end of life, raw materials).
CSS = {
    "raw-materials": "f5",
    "manufacturing": "f1",
    "distribution": "f2",
    "use": "f3",
    "end-of-life": "f4",
}
REPORTED = ("carbon",)
KILOGRAM = "kg"


def stage_name(stage: str) -> str:
    """Return what a life-cycle stage is called."""
    names = {
        "raw-materials": _("Raw materials"),
        "manufacturing": _("Making it"),
        "distribution": _("Transport"),
        "use": _("Using it"),
        "end-of-life": _("End of life"),
    }
    return names.get(stage, stage)


def _stage_in_sentence(stage: str) -> str:
    return wording.in_sentence(stage_name(stage))


def calculated_blocks(sheet: Sheet) -> Iterator[Block]:
    """Yield what is to be shown of the footprint that this registry calculated."""
    shown = sheet.passport.footprint
    if shown is None:
        return
    if shown.total_kg is not None:
        yield Carbon(
            "",
            wording.calculated(shown.total_kg),
            _between(shown),
            tuple(_stages({s.name: s.kg for s in shown.stages}, _reasons(sheet, shown))),
            _why(sheet, shown),
        )
    yield from _left_out(sheet, shown)
    if shown.earlier:
        yield _earlier(sheet, shown)


def reported_blocks(sheet: Sheet) -> Iterator[Block]:
    """Yield the footprint that the operator reports, where it is split by stage."""
    total = sheet.value(*REPORTED, "total")
    parts = sheet.value(*REPORTED, "stages")
    if not isinstance(total, int | float) or not isinstance(parts, dict):
        return
    node = sheet.walk.node(REPORTED)
    kilograms = {stage: parts.get(stage.replace("-", "_")) for stage in STAGES}
    yield Carbon(
        _("As the operator reports it") if sheet.passport.footprint else "",
        wording.number(total),
        _uncertainty(sheet, total),
        tuple(_stages(kilograms, {}, exact=True)),
        sheet.explain_below(REPORTED, node.description if node else ""),
    )


def lead(sheet: Sheet) -> str:
    """Return the sentence that opens the section; the figure itself stands below it."""
    shown = sheet.passport.footprint
    if shown is None or shown.total_kg is None:
        return ""
    missing = [s for s in shown.stages if s.kg is None]
    if not missing:
        return _("All stages of its life are calculated.")
    done = [_stage_in_sentence(s.name) for s in shown.stages if s.kg is not None]
    return ngettext(
        "Only a part of its life: %(stages)s. %(count)s of %(all)s stages is not calculated.",
        "Only a part of its life: %(stages)s. %(count)s of %(all)s stages are not calculated.",
        len(missing),
    ) % {"stages": wording.listed(done), "count": len(missing), "all": len(shown.stages)}


def _stages(
    kilograms: Mapping[str, float | None], reasons: Mapping[str, Words], *, exact: bool = False
) -> Iterator[Stage]:
    """Yield every stage; what somebody declared is shown as it was (`exact`), never rounded."""
    known = [kg for kg in kilograms.values() if kg is not None]
    total = sum(known)
    positive = sum(kg for kg in known if kg > 0)
    room = 100 - GAP * max(0, sum(kg > 0 for kg in known) - 1)
    decimals = wording.decimals_for(total)
    start = 0.0
    for name in STAGES:
        kg = kilograms.get(name)
        if kg is None:
            yield Stage(stage_name(name), CSS[name], "", "", reasons.get(name))
            continue
        width = room * kg / positive if kg > 0 else 0.0
        share = wording.percent(kg / total) if total > 0 else ""
        written = wording.measured(kg, KILOGRAM, "" if exact else _kilograms(kg, decimals))
        label = stage_name(name)
        if width:
            yield Stage(label, CSS[name], written, share, None, f"{start:.2f}", f"{width:.2f}")
            start += width + GAP
        else:
            yield Stage(label, CSS[name], written, share, None)


def _kilograms(value: float, decimals: int) -> str:
    least = 10**-decimals
    if 0 < abs(value) < least / 2:
        return _("less than %(least)s") % {"least": wording.rounded(least, decimals)}
    return wording.rounded(value, decimals)


def _between(shown: ShownFootprint) -> str:
    if shown.low_kg is None or shown.high_kg is None or shown.total_kg is None:
        return ""
    decimals = wording.decimals_for(shown.total_kg)
    low, high = (wording.rounded(bound, decimals) for bound in (shown.low_kg, shown.high_kg))
    # An interval that rounding closes would claim a certainty that nobody has.
    return "" if low == high else _("between %(low)s and %(high)s") % {"low": low, "high": high}


def _uncertainty(sheet: Sheet, total: float) -> str:
    off = sheet.value(*REPORTED, "uncertainty")
    if not isinstance(off, int | float):
        return ""
    decimals = wording.decimals_for(total)
    return _("between %(low)s and %(high)s") % {
        "low": wording.rounded(total * (1 - off / 100), decimals),
        "high": wording.rounded(total * (1 + off / 100), decimals),
    }


def _reasons(sheet: Sheet, shown: ShownFootprint) -> dict[str, Words]:
    return {stage.name: sheet.text(stage.reason) for stage in shown.stages if stage.reason}


def _why(sheet: Sheet, shown: ShownFootprint) -> Explanation:
    rows = [
        (_("Means"), Words(_("Greenhouse gases of the stages above, as far as factors are known"))),
        (_("Unit"), _unit(sheet, shown)),
        (_("Method"), wording.english(shown.method)),
        (_("Factors"), wording.english(shown.factor_set)),
        (_("Engine"), wording.english(shown.engine)),
        (_("Says"), Words(_("This registry, %(day)s") % {"day": wording.day_of(shown.at_ms)})),
        (_("Level"), Words(_revision(sheet, shown))),
    ]
    summary = _("calculated by this registry with %(factors)s") % {"factors": shown.factor_set}
    return Explanation(summary, tuple(rows))


def _revision(sheet: Sheet, shown: ShownFootprint) -> str:
    words = {"level": sheet.level_name(shown.product), "number": shown.revision}
    return _("%(level)s, revision %(number)s") % words


def _unit(sheet: Sheet, shown: ShownFootprint) -> Words:
    unit = sheet.text(shown.functional_unit)
    return Words(_("kg of CO₂ equivalent: %(unit)s") % {"unit": unit.text}, unit.language)


def _left_out(sheet: Sheet, shown: ShownFootprint) -> Iterator[Block]:
    """Yield the notice that says what the figure does not hold."""
    sentences = []
    missing = [_stage_in_sentence(s.name) for s in shown.stages if s.kg is None]
    if missing:
        names = wording.listed(missing)
        sentences.append(Words(_("Not calculated: %(stages)s.") % {"stages": names}))
    if shown.coverage is not None and shown.coverage < 1:
        covered = wording.percent(shown.coverage)
        sentences.append(
            Words(_("Factors are known for %(share)s of the mass.") % {"share": covered})
        )
    if shown.uncovered:
        gaps = [_gap(sheet, key, mass) for key, mass in shown.uncovered]
        words = {"gaps": wording.listed(gaps)}
        sentences.append(Words(_("Without a factor, and not counted: %(gaps)s.") % words))
    if not sentences:
        return
    if missing:
        sentences.append(
            Words(
                _(
                    "For electronics, what is left out is often the larger part: do not compare"
                    " this figure with one for a whole life."
                )
            )
        )
    yield Note("warn", _("What this figure leaves out"), tuple(sentences))


def _earlier(sheet: Sheet, shown: ShownFootprint) -> Block:
    entries = [Entry(Words(_earlier_in_words(each)), "", ()) for each in shown.earlier]
    rows = tuple((_moved(sheet, m), Words(_difference(m))) for m in shown.moved[:MOVEMENTS])
    why = Explanation(_("why it changed"), rows) if rows else None
    return Entries(_("Before that"), tuple(entries), why)


def _earlier_in_words(earlier: Earlier) -> str:
    words = {"day": wording.day_of(earlier.at_ms), "factors": earlier.factor_set}
    if earlier.total_kg is None:
        return _("no value, from %(day)s, with %(factors)s") % words
    kg = wording.calculated(earlier.total_kg)
    return _("%(kg)s kg CO₂e, from %(day)s, with %(factors)s") % {"kg": kg, **words}


def _moved(sheet: Sheet, movement: Movement) -> str:
    kind, _slash, key = movement.line.partition("/")
    name = _material_name(sheet, key) if kind in {"materials", "end-of-life"} else key
    words = {"line": name, "stage": _stage_in_sentence(movement.stage)}
    return pgettext("a line of the footprint", "%(line)s, %(stage)s") % words


def _difference(movement: Movement) -> str:
    reasons = {
        "added": _("new"),
        "removed": _("gone"),
        "stage": _("another stage"),
        "quantity": _("another quantity"),
        "factor": _("another factor"),
        "factor-value": _("a new value of the factor"),
    }
    why = wording.listed([reasons.get(change, change) for change in movement.changes])
    sign = "+" if movement.difference_kg >= 0 else "\N{MINUS SIGN}"
    words = {"kg": f"{sign}{wording.calculated(abs(movement.difference_kg))}", "reasons": why}
    return _("%(kg)s kg CO₂e: %(reasons)s") % words


def _material_name(sheet: Sheet, key: str) -> str:
    if key == OTHERS:
        return _("mass without a declared material")
    entry = sheet.value(*materials.PLACE, key)
    return materials.name_of(sheet, entry) if isinstance(entry, dict) else key


def _gap(sheet: Sheet, key: str, mass: float) -> str:
    words = {
        "material": wording.in_sentence(_material_name(sheet, key)),
        "mass": wording.measured(round(mass, 3), "g"),
    }
    return pgettext("a material without a factor", "%(material)s (%(mass)s)") % words
