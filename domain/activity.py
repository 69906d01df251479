"""Activity models: what a product takes and causes over its life, before any factor is applied.

The body of an activity model is one JSON object::

    {
      "method": "cradle-to-grave-screening/1",
      "functional_unit": {"en": "One laptop, used for four years"},
      "materials": {"stage": "raw-materials"},
      "end_of_life": {
        "routes": {
          "aluminium": "end-of-life/aluminium/closed-loop",
          "*": "end-of-life/weee-small/open-loop"
        }
      },
      "lines": [
        {"key": "electricity-in-use", "stage": "use", "quantity": 120, "unit": "kW.h",
         "factor": "grid/DEU", "title": {"en": "Electricity over four years"}}
      ],
      "not_calculated": {"manufacturing": {"en": "The assembly plants have not reported yet."}}
    }

`method`, `functional_unit` and at least one of `materials`, `end_of_life` and `lines` are required.
An unknown member is a fault everywhere.

method           a method that this registry knows (METHODS).
functional_unit  language map: what one result stands for.
materials        if present, every entry of the passport's own `materials` map (`material`: code,
                 `mass`: gram) becomes a line of the stage named here, with the factor
                 `material/<code>`. Masses are never typed into the model again.
end_of_life      if present, every entry of the passport's `materials` map becomes a line of the
                 end-of-life stage. `routes` names the whole factor key per material code; "*" is
                 required and takes every other code.
lines            everything else; all six members are required. `key`: a-z, 0-9 and hyphens, at most
                 64, unique. `stage`: one of STAGES. `quantity`: 0 to 10^15. `unit` (UCUM): g, kg,
                 t; W.h, kW.h, MJ; kg.km, t.km; 1 (pieces). `factor`: a factor key; its family says
                 what is measured: material/ and end-of-life/ mass, grid/ energy, freight/ mass
                 times distance; other families take any unit. `title`: language map.
not_calculated   language map per stage without lines: the reason. A stage cannot have both. A stage
                 with neither is not calculated either, and says that nothing is stated.

Where the passport's `mass` (gram) exceeds the sum of its materials, the rest becomes a line of its
own with the factor key `material/undeclared`: coverage must not rise by leaving materials out.
"""

import re
from collections.abc import Collection, Mapping
from typing import Any

from domain.body_reader import BodyReader, LanguageMap, Place
from domain.faults import Invalid, Json
from domain.inventory import MAX_QUANTITY, OTHERS, STAGES, Activity, Line
from domain.units import UNITS, base_of, convert

METHODS = frozenset({"cradle-to-grave-screening/1"})
MAX_LINES = 1000
FAMILY_UNITS = {"material": "kg", "end-of-life": "kg", "grid": "kW.h", "freight": "t.km"}

_KEY = re.compile("[a-z0-9][a-z0-9-]*")
_MAX_KEY = 64
_FACTOR_KEY = re.compile("[a-z0-9][a-z0-9-]*(?:/[A-Za-z0-9][A-Za-z0-9.-]*){1,3}")
_ROUTE = re.compile("end-of-life(?:/[A-Za-z0-9][A-Za-z0-9.-]*){1,3}")
_MAX_FACTOR_KEY = 128


def parse_activity(body: Json) -> Activity:
    """Return the activity model that a JSON body describes.

    The format is at the top of this module. Raises Invalid with every fault found, each at its
    place: required, type, additional, property_name, enum, pattern, minimum, maximum, min_length,
    max_length, max_items, min_properties, unique, unit.kind, and activity.contradiction for a stage
    that has lines and a reason why it has none.
    """
    reader = BodyReader()
    members = reader.record(
        body,
        (),
        required=("method", "functional_unit"),
        optional=("materials", "end_of_life", "lines", "not_calculated"),
    )
    if isinstance(body, dict) and not {"materials", "end_of_life", "lines"} & members.keys():
        reader.note(
            "required",
            (),
            "The activity model describes no activity.",
            "Give at least one of materials, end_of_life and lines.",
        )
    materials_stage, routes = _materials_stage(reader, members), _routes(reader, members)
    lines = _lines(reader, members)
    busy = {line.stage for line in lines} | {materials_stage}
    activity = Activity(
        method=reader.one_of(members, "method", (), METHODS),
        functional_unit=reader.words(members, "functional_unit", ()),
        materials_stage=materials_stage,
        routes=routes,
        lines=lines,
        not_calculated=_reasons(reader, members, busy | {"end-of-life"} if routes else busy),
    )
    if reader.faults:
        raise Invalid(*reader.faults)
    return activity


def _materials_stage(reader: BodyReader, members: Mapping[str, Any]) -> str | None:
    if "materials" not in members:
        return None
    at = ("materials",)
    return reader.one_of(
        reader.record(members["materials"], at, required=("stage",)), "stage", at, STAGES
    )


def _routes(reader: BodyReader, members: Mapping[str, Any]) -> dict[str, str]:
    if "end_of_life" not in members:
        return {}
    at: Place = ("end_of_life",)
    body = reader.record(members["end_of_life"], at, required=("routes",))
    if "routes" not in body:
        return {}
    at = (*at, "routes")
    routes = reader.mapping(body["routes"], at)
    if isinstance(body["routes"], dict) and OTHERS not in routes:
        reader.note(
            "required",
            (*at, OTHERS),
            "There is no route for the materials that are not named.",
            'Add the member "*" with the factor key that takes every other material.',
        )
    for code in routes:
        if code != OTHERS and not (_KEY.fullmatch(code) and len(code) <= _MAX_KEY):
            reader.note(
                "property_name",
                (*at, code),
                "The name is not a material code.",
                'Use a material code of the sector schema, or "*" for all others.',
            )
    return {
        code: reader.matching(
            routes,
            code,
            at,
            _ROUTE,
            limit=_MAX_FACTOR_KEY,
            form="the whole factor key, as in end-of-life/<material>/<treatment>",
        )
        for code in routes
    }


def _lines(reader: BodyReader, members: Mapping[str, Any]) -> tuple[Line, ...]:
    entries = reader.sequence(members, "lines", (), MAX_LINES)
    lines = tuple(_line(reader, entry, ("lines", str(n))) for n, entry in enumerate(entries))
    seen: set[str] = set()
    for n, line in enumerate(lines):
        if line.key and line.key in seen:
            reader.note(
                "unique",
                ("lines", str(n), "key"),
                "An earlier line has the same key.",
                "Give each line a key of its own.",
            )
        seen.add(line.key)
    return lines


def _line(reader: BodyReader, entry: Json, at: Place) -> Line:
    members = reader.record(
        entry, at, required=("key", "stage", "quantity", "unit", "factor", "title")
    )
    stage = reader.one_of(members, "stage", at, STAGES)
    unit = reader.one_of(members, "unit", at, sorted(UNITS))
    base = base_of(unit) if unit else ""
    stated = reader.number(members, "quantity", at, 0, MAX_QUANTITY)
    quantity = convert(stated, unit, base) if unit else stated
    factor_key = reader.matching(
        members,
        "factor",
        at,
        _FACTOR_KEY,
        limit=_MAX_FACTOR_KEY,
        form="a factor key, as in material/steel, grid/DEU or freight/ship",
    )
    if unit and FAMILY_UNITS.get(factor_key.partition("/")[0], base) != base:
        reader.note(
            "unit.kind",
            (*at, "unit"),
            "The unit and the factor measure different things.",
            "Use a mass for material/ and end-of-life/, an energy for grid/, "
            "mass times distance for freight/.",
        )
    return Line(
        stage=stage,
        key=reader.matching(
            members, "key", at, _KEY, limit=_MAX_KEY, form="lower-case letters, digits and hyphens"
        ),
        title=reader.words(members, "title", at),
        quantity=quantity,
        unit=base,
        factor_key=factor_key,
        mass_kg=quantity if base == "kg" and stage == STAGES[0] else 0.0,
    )


def _reasons(
    reader: BodyReader, members: Mapping[str, Any], busy: Collection[str | None]
) -> dict[str, LanguageMap]:
    at = ("not_calculated",)
    reasons = reader.mapping(members.get("not_calculated", {}), at)
    for stage in reasons:
        if stage not in STAGES:
            reader.unknown((*at, stage))
        elif stage in busy:
            reader.note(
                "activity.contradiction",
                (*at, stage),
                "The stage has lines and a reason why it is not calculated.",
                "Remove the reason, or remove the lines of this stage.",
            )
    return {stage: reader.words(reasons, stage, at) for stage in STAGES if stage in reasons}
