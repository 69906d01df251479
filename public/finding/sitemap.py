"""What search engines are told: an index of sitemaps, their pages, and where these are.

Models alone stand in them, and only those whose passports are in order: an item's number is for
whoever holds it. Each address stands with the same page in every language that is offered.
"""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings

from domain.faults import Missing
from domain.identifiers import address, parse
from ledger.clock import moment
from passports.search.sitemap import last_changes, models_on
from public import languages
from public.problems import NO_SUCH_ADDRESS

XML = "application/xml"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"


def index() -> bytes:
    """Return the index of all pages, each with the day of its newest change (sitemaps.org 0.9)."""
    rows = (
        f"<sitemap><loc>{settings.PUBLIC_URL}/sitemap-{number}.xml</loc>{_changed(at_ms)}</sitemap>\n"
        for number, at_ms in enumerate(last_changes(), start=1)
    )
    return f'{HEAD}<sitemapindex xmlns="{SITEMAP}">\n{"".join(rows)}</sitemapindex>\n'.encode()


def page(number: int) -> bytes:
    """Return one page of at most 10,000 models; raises Missing beyond the last one."""
    models = models_on(number)
    if not models:
        raise Missing(NO_SUCH_ADDRESS)
    rows = "".join(_rows(models))
    return f'{HEAD}<urlset xmlns="{SITEMAP}" xmlns:xhtml="{XHTML}">\n{rows}</urlset>\n'.encode()


def robots() -> str:
    """Return what robots may read. Items are not shut here: their own pages say `noindex`."""
    return (
        "User-agent: *\n"
        "Disallow: /find?\nDisallow: /compare?\nDisallow: /sign-in\nDisallow: /api/\n"
        f"\nSitemap: {settings.PUBLIC_URL}/sitemap.xml\n"
    )


def _rows(models: list[tuple[str, int]]) -> Iterator[str]:
    offered = languages.offered()
    for ident, at_ms in models:
        place = address(parse(ident), settings.PUBLIC_URL)
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang="{language}"'
            f" href={quoteattr(f'{place}?{languages.PARAMETER}={language}')}/>"
            for language in offered
            if len(offered) > 1
        )
        yield f"<url><loc>{escape(place)}</loc>{_changed(at_ms)}{others}</url>\n"


def _changed(at_ms: int) -> str:
    return f"<lastmod>{moment(at_ms).date().isoformat()}</lastmod>"
