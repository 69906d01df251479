"""Footprints of many products at once: the same sums as footprint.calculate, as sparse matrices.

Products x stages are the rows, factors the columns, quantities the entries (CSR): all stages of all
products are one sparse matrix-vector product. A chunk of a recalculation is encoded once and then
worked out for the old release, the new one, their bounds, or any number of draws at once, one
column each.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from domain.footprint import Factors
from domain.inventory import STAGES, Line

Floats = NDArray[np.float64]
Integers = NDArray[np.int32]
Booleans = NDArray[np.bool_]
Bound = Literal["value", "lowest", "highest"]

_STAGE_NUMBERS = {stage: number for number, stage in enumerate(STAGES)}


class FactorUse(NamedTuple):
    """A column of the matrix: a factor and the unit that lines count it in."""

    key: str
    unit: str


@dataclass(frozen=True, slots=True)
class LineTable:
    """The lines of many products as arrays of one length.

    `product` counts from 0, `stage` is the place in STAGES, `quantity` is in the unit of its
    factor, `factor` is a column, or -1 for a line without a quantity, and `mass` is raw-material
    mass in kg.
    """

    products: int
    factors: int
    product: Integers
    stage: Integers
    quantity: Floats
    factor: Integers
    mass: Floats


@dataclass(frozen=True, slots=True)
class Plan:
    """A line table made ready for any factor values.

    `amounts` and `counts` have a row per product and stage, `masses` a row per product. `lines` and
    `mass` are the totals per product, gaps included.
    """

    amounts: "csr_array[np.float64]"
    counts: "csr_array[np.float64]"
    masses: "csr_array[np.float64]"
    lines: Floats
    mass: Floats


class BulkResult(NamedTuple):
    """Many footprints: `stages` [products, 5] and `total` [products] in kg CO2e.

    A stage that is not calculated is NaN, as is the total where no stage is calculated. `coverage`
    [products] is NaN where no mass is known. `complete` [products] says that no stage and no line
    is missing. With several columns of factor values each has the columns as its last axis.
    """

    stages: Floats
    total: Floats
    coverage: Floats
    complete: Booleans


def encode(inventories: Sequence[Sequence[Line]]) -> tuple[LineTable, tuple[FactorUse, ...]]:
    """Return the lines of many products as a table, and the factors its columns stand for."""
    columns: dict[FactorUse, int] = {}
    rows = [
        (
            product,
            _STAGE_NUMBERS[line.stage],
            line.quantity or 0.0,
            columns.setdefault(FactorUse(line.factor_key, line.unit), len(columns))
            if line.quantity is not None
            else -1,
            line.mass_kg,
        )
        for product, lines in enumerate(inventories)
        for line in lines
    ]
    product, stage, quantity, factor, mass = zip(*rows, strict=True) if rows else ((),) * 5
    table = LineTable(
        products=len(inventories),
        factors=len(columns),
        product=np.array(product, np.int32),
        stage=np.array(stage, np.int32),
        quantity=np.array(quantity, np.float64),
        factor=np.array(factor, np.int32),
        mass=np.array(mass, np.float64),
    )
    return table, tuple(columns)


def values_of(uses: Sequence[FactorUse], factors: Factors, bound: Bound = "value") -> Floats:
    """Return the values of the columns [factors], NaN for a missing factor or one per another unit.

    `bound` chooses the value itself or one of its bounds, for a lower or an upper result.
    """
    found = [factors.get(use.key) for use in uses]
    return np.array(
        [
            getattr(factor, bound) if factor is not None and factor.unit == use.unit else np.nan
            for factor, use in zip(found, uses, strict=True)
        ],
        np.float64,
    )


def plan(table: LineTable) -> Plan:
    """Return the matrices of a line table; the costly step, done once per chunk."""
    usable = table.factor >= 0
    product, factor = table.product[usable], table.factor[usable]
    row = product * len(STAGES) + table.stage[usable]
    quantity, mass = table.quantity[usable], table.mass[usable]
    rows = (table.products * len(STAGES), table.factors)
    return Plan(
        amounts=csr_array((quantity, (row, factor)), shape=rows),
        counts=csr_array((np.ones_like(quantity), (row, factor)), shape=rows),
        masses=csr_array((mass, (product, factor)), shape=(table.products, table.factors)),
        lines=np.bincount(table.product, minlength=table.products).astype(np.float64),
        mass=np.bincount(table.product, table.mass, table.products).astype(np.float64),
    )


def calculate_many(planned: Plan, values: Floats) -> BulkResult:
    """Return the footprints of all products of a plan for these factor values.

    `values` is [factors] or [factors, columns] in kg CO2e per unit; NaN marks a missing factor,
    whose lines are left out as in `calculate`, never counted as zero. Both agree to rounding.
    """
    known = ~np.isnan(values)
    shape = (len(planned.mass), len(STAGES), *values.shape[1:])
    sums = _times(planned.amounts, np.where(known, values, 0.0)).reshape(shape)
    lines = _times(planned.counts, known).reshape(shape)
    covered = _times(planned.masses, known)
    calculated = lines.sum(axis=1)
    per_product = (-1, *(1,) * (values.ndim - 1))
    mass, all_lines = planned.mass.reshape(per_product), planned.lines.reshape(per_product)
    return BulkResult(
        stages=np.where(lines > 0, sums, np.nan),
        total=np.where(calculated > 0, sums.sum(axis=1), np.nan),
        coverage=np.divide(covered, mass, out=np.full_like(covered, np.nan), where=mass > 0),
        complete=(calculated == all_lines) & np.all(lines > 0, axis=1),
    )


def affected_many(planned: Plan, old: Floats, new: Floats) -> Booleans:
    """Tell per product whether a factor that it uses differs, came or went: [products]."""
    changed = ~((old == new) | (np.isnan(old) & np.isnan(new)))
    uses = _times(planned.counts, changed).reshape(-1, len(STAGES))
    return np.asarray(uses.sum(axis=1) > 0, np.bool_)


def _times(matrix: "csr_array[np.float64]", columns: Floats | Booleans) -> Floats:
    return np.asarray(matrix @ columns.astype(np.float64), np.float64)
