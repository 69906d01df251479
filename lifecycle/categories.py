"""What a passport's carbon figure is beside those of its category."""

from domain.finding.figure import Calculated, figure_of
from passports.reading import View
from passports.search.categories import Comparison, comparison_of


def category_of(view: View, footprint: Calculated | None) -> Comparison | None:
    """Return the comparison of a passport's figure with its category, as it stands today.

    Figures of one method alone are compared. None where the passport has none, where its category
    or method is not declared, and where fewer than five are known.
    """
    figure = figure_of(view.visible.document, footprint)
    category = view.visible.document.get("category")
    if figure is None or not isinstance(category, str):
        return None
    return comparison_of(view.registration.sector, category, figure)
