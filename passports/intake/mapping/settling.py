"""One column, one element: which claims hold, and what is said of columns whose claims do not."""

from collections.abc import Mapping as Named

import numpy as np
from scipy.optimize import linear_sum_assignment

from passports.intake.mapping.claims import Claim
from passports.intake.mapping.meanings import Open

# What a guess has to reach; a test holds how many of those above it are right.
THRESHOLD = 0.8
# Of two elements of which one is hardly surer, either may be meant.
_MARGIN = 0.02
# A column that has to give way to another one seldom means something it is much less like.
_SECOND_BEST = 0.1
_MOST_CANDIDATES = 4

NO_NAME = "No element of the sector is called like this: fill one, or leave the column out?"
DECOY = "The name alone does not say which element is meant, if any: fill one, or leave it out?"
UNIT = "The name fits an element, but neither header nor cells say the unit: which one is it?"
TAKEN = "Another column fits the same element: does this one fill something else?"
TOTAL = "The column holds shares, and no column fits what they are shares of: what does it fill?"
SEVERAL = "The name fits more than one element: which one is it?"
UNSURE = "The name or the cells fit an element only in part: is it meant?"


def settled(said: Named[str, list[Claim]], taken: frozenset[str]) -> dict[str, Claim]:
    """Return the claim of each column that is sure: the best in all, each element filled once.

    `said` are the claims of columns by header, the surest first, `taken` elements that are filled
    already.
    """
    sure = {
        header: likely
        for header, claims in said.items()
        if (likely := [claim for claim in claims if claim.to not in taken and _is_sure(claim)])
        and claims[0].to
    }
    chosen = _best_in_all(sure)
    chosen = {
        header: claim
        for header, claim in chosen.items()
        if not _rivals(claim, sure[header], chosen)
        and claim.score >= said[header][0].score - _SECOND_BEST
    }
    filled = {claim.to for claim in chosen.values()}
    return {h: claim for h, claim in chosen.items() if not claim.total or claim.total in filled}


def why_open(claims: list[Claim], sure: Named[str, Claim]) -> Open:
    """Return the question about a column that is not settled, with the elements it may mean."""
    candidates = tuple(claim.to for claim in claims if claim.to)[:_MOST_CANDIDATES]
    filled = {claim.to for claim in sure.values()}
    return Open(_what_is_open(claims[0], filled) if claims else NO_NAME, candidates)


def _what_is_open(best: Claim, filled: set[str]) -> str:
    reasons = (
        (not best.to, DECOY),
        (best.score < THRESHOLD, UNSURE),
        (best.unit_open, UNIT),
        (best.to in filled, TAKEN),
        (bool(best.total) and best.total not in filled, TOTAL),
    )
    return next((sentence for holds, sentence in reasons if holds), SEVERAL)


def _is_sure(claim: Claim) -> bool:
    return bool(claim.to) and claim.score >= THRESHOLD and not claim.unit_open


def _best_in_all(sure: Named[str, list[Claim]]) -> dict[str, Claim]:
    """Return one claim a column such that the sum of all scores is the greatest."""
    headers = list(sure)
    elements = list(dict.fromkeys(claim.to for claims in sure.values() for claim in claims))
    scores = np.zeros((len(headers), len(elements)))
    by_pair: dict[tuple[int, int], Claim] = {}
    for row, header in enumerate(headers):
        for claim in sure[header]:
            pair = (row, elements.index(claim.to))
            scores[pair], by_pair[pair] = claim.score, claim
    rows, columns = linear_sum_assignment(scores, maximize=True)
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    return {headers[pair[0]]: by_pair[pair] for pair in pairs if pair in by_pair}


def _rivals(claim: Claim, claims: list[Claim], chosen: Named[str, Claim]) -> list[Claim]:
    """Return the other elements that a column may mean as well, and that no column fills."""
    filled = {other.to for other in chosen.values()}
    return [
        other
        for other in claims
        if other.to not in filled
        and other.to != claim.otherwise
        and other.score >= claim.score - _MARGIN
    ]
