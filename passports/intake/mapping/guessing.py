"""What the columns of a table mean, guessed: each guess with how sure it is and why.

What is not sure enough is left open for a person to say. A wrong guess costs more than an open
column: it would fill passports with something else than their maker said.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Named
from dataclasses import replace

from domain.cells.cell import Cell
from domain.cells.column import CANONICAL, Column
from domain.faults import Json
from domain.pointers import path_of
from domain.sector_schema import FieldSpec, Walk
from passports.intake.mapping.checks import SUM, Check
from passports.intake.mapping.claims import Claim, Claims
from passports.intake.mapping.fields import OWN, TEXT, field_of
from passports.intake.mapping.fitting import PERCENT
from passports.intake.mapping.likeness import NO_WORDS, Words
from passports.intake.mapping.meanings import MATCH, Mapped, Mapping
from passports.intake.mapping.prose import language_of, language_of_table
from passports.intake.mapping.settling import THRESHOLD, settled, why_open
from passports.intake.reading.form import Form

# So many of the headers are places in the schema where the registry itself, or its template, is
# where the table comes from.
_CANONICAL_FROM = 0.5
_LANGUAGE_DOUBTFUL = 0.8
# Shares that are rounded one by one add up to a little more than the whole.
_ROUNDED = 1.02


def guess(
    columns: Sequence[str],
    sample_rows: Sequence[Sequence[Cell]],
    walk: Walk,
    *,
    words: Words = NO_WORDS,
    form: Form | None = None,
) -> Mapping:
    """Return what the columns of a table of a sector mean, as far as it is sure.

    `columns` are the header texts, "" for a nameless one, which stays out; `sample_rows` rows from
    the beginning of the table; `words` what titles and labels are called in other languages:
    language -> English text -> translation. Every other column is in `columns` of the mapping, or
    in `open` with what is to be decided.
    """
    table = {
        header: [row[index] for row in sample_rows if index < len(row) and row[index] != ""]
        for index, header in enumerate(columns)
        if header
    }
    mapped = _canonical(table, walk)
    claims = Claims(walk, words)
    said = {
        header: claims.of(header, cells) for header, cells in table.items() if header not in mapped
    }
    said = _with_languages(said, table)
    sure = settled(said, frozenset(each.to for each in mapped.values()))
    mapped |= {header: _mapped(claim, sure) for header, claim in sure.items()}
    constants: dict[str, Json] = {}
    for claim in sure.values():
        constants |= claim.constants
    filled = {other.to for each in mapped.values() for other in each.all}
    return Mapping(
        sector=walk.sector,
        form=form,
        columns={header: mapped[header] for header in table if header in mapped},
        constants={to: value for to, value in constants.items() if to not in filled},
        match=tuple(_match(filled)) or MATCH,
        checks=tuple(_checks(mapped)),
        open={header: why_open(said[header], sure) for header in table if header not in mapped},
    )


def _canonical(table: Named[str, Sequence[Cell]], walk: Walk) -> dict[str, Mapped]:
    """Return the meaning of headers that are places in the schema, as in our own template.

    A stranger's "mass" is no place but a word: it may be in kilograms.
    """
    places = {
        header: field_of(walk, path_of(f"/{header}"))
        for header in table
        if header in OWN or field_of(walk, path_of(f"/{header}"))
    }
    is_ours = any("/" in header for header in places)
    if not is_ours or len(places) < _CANONICAL_FROM * len(table):
        return {}
    return {header: _of_place(header, spec) for header, spec in places.items()}


def _of_place(header: str, spec: FieldSpec | None) -> Mapped:
    """Return the meaning of a place in the schema, or of one of the registry's own elements."""
    reason = "The header is the place of the element in the schema."
    if spec is None:
        return Mapped(header, reason=reason)
    column = replace(
        CANONICAL,
        scale=CANONICAL.scale if spec.unit == PERCENT else "",
        language=path_of(f"/{header}")[-1] if spec.kind == TEXT else "",
    )
    return Mapped(f"/{header}", column, reason=reason)


def _with_languages(
    said: Named[str, list[Claim]], table: Named[str, Sequence[Cell]]
) -> dict[str, list[Claim]]:
    """Return the claims with the language of each text behind its pointer."""
    language = language_of_table(
        claims[0].languages for claims in said.values() if claims and claims[0].score >= THRESHOLD
    )
    return {
        header: [_in_language(claim, table[header], language) for claim in claims]
        for header, claims in said.items()
    }


def _in_language(claim: Claim, cells: Sequence[Cell], table: str) -> Claim:
    if not claim.is_text:
        return claim
    language, agrees = claim.language, True
    if not language:
        language, agrees = language_of(cells, claim.languages, table)
        agrees = agrees and claim.exact
    return replace(
        claim,
        to=f"{claim.to}/{language}",
        column=replace(claim.column, language=language),
        score=claim.score * (1 if agrees else _LANGUAGE_DOUBTFUL),
    )


def _mapped(claim: Claim, sure: Named[str, Claim]) -> Mapped:
    by_element = {other.to: name for name, other in sure.items()}
    also: tuple[Mapped, ...] = ()
    if claim.otherwise and claim.otherwise not in by_element:
        also = (Mapped(claim.otherwise, Column(), reason="For cells that the first cannot hold."),)
    return Mapped(
        to=claim.to,
        column=claim.column,
        times=by_element.get(claim.total, "") if claim.total else "",
        also=also,
        score=round(claim.score, 2),
        reason=claim.reason,
    )


def _checks(mapped: Named[str, Mapped]) -> Iterator[Check]:
    """Yield for each total that its shares are not more than the whole."""
    for total in dict.fromkeys(each.times for each in mapped.values() if each.times):
        shares = [header for header, each in mapped.items() if each.times == total]
        scales = {mapped[header].column.scale for header in shares}
        if len(shares) > 1 and len(scales) == 1:
            whole = 100 if scales == {"percent"} else 1
            yield Check(
                kind=SUM,
                of=tuple(shares),
                low=0,
                high=whole * _ROUNDED,
                at=shares[0],
                sentence="The shares of one total add up to more than it: is one of them wrong?",
            )


def _match(filled: set[str]) -> list[str]:
    """Return which of the elements that tell products apart are filled, in their usual order."""
    names = sorted(to for to in filled if to.startswith("/name/"))
    usual = [to for to in MATCH if to in filled]
    return usual if "/name/en" in filled or not names else [*usual, names[0]]
