"""Rows of an upload for those who look at them, page by page."""

from domain.faults import Json
from passports.intake.told import told
from passports.models import Outcome, Upload

ROWS_SHOWN = 100


def rows_of(upload: Upload, *, outcome: Outcome | None = None, after: int = 0) -> list[Json]:
    """Return up to 100 rows behind row `after`: {row, outcome, identifier, repairs, faults, ...}.

    `identifier` is left out for a row whose product would get one only when it is applied.
    """
    rows = upload.rows.filter(number__gt=after).order_by("number")
    if outcome is not None:
        rows = rows.filter(outcome=outcome)
    return [
        {
            "row": row.number,
            "outcome": Outcome(row.outcome).name.lower().replace("_", "-"),
            **({"identifier": row.identifier} if row.identifier else {}),
            **told(bytes(row.told)),
        }
        for row in rows[:ROWS_SHOWN]
    ]
