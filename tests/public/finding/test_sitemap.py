"""What search engines are told: models in order, in every language, and never an item."""

from xml.etree import ElementTree as ET

import pytest
from django.conf import settings

from domain.chain import Status
from passports.entries import Action, Entry
from passports.publishing import publish
from passports.search import sitemap
from public import languages
from tests.public.finding.conftest import own, read_all

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


def urls(browser, number=1):
    root = ET.fromstring(browser.get(f"/sitemap-{number}.xml").content)
    return {each.findtext(f"{SITEMAP}loc"): each for each in root}


@pytest.mark.usefixtures("catalogue")
def test_models_stand_in_it_with_the_day_of_their_last_change(browser):
    found = urls(browser)
    assert f"{settings.PUBLIC_URL}/own/{own(1).partition(':')[2]}" in found
    assert len(found) == 7
    assert all(len(each.findtext(f"{SITEMAP}lastmod")) == 10 for each in found.values())
    assert "/21/" not in str(list(found))
    assert "/10/" not in str(list(found))


@pytest.mark.usefixtures("catalogue")
def test_every_offered_language_is_an_alternate(browser, monkeypatch):
    monkeypatch.setattr(languages, "offered", lambda: ("en", "ar"))
    (first, *_rest) = urls(browser).values()
    place = first.findtext(f"{SITEMAP}loc")
    links = {each.get("hreflang"): each.get("href") for each in first.findall(LINK)}
    assert links == {"en": f"{place}?lang=en", "ar": f"{place}?lang=ar"}


@pytest.mark.usefixtures("catalogue")
def test_the_index_names_every_page(browser, monkeypatch):
    monkeypatch.setattr(sitemap, "PER_PAGE", 3)
    root = ET.fromstring(browser.get("/sitemap.xml").content)
    places = [each.findtext(f"{SITEMAP}loc") for each in root]
    assert places == [f"{settings.PUBLIC_URL}/sitemap-{number}.xml" for number in (1, 2, 3)]
    assert [len(urls(browser, number)) for number in (1, 2, 3)] == [3, 3, 1]
    assert browser.get("/sitemap-4.xml").status_code == 404
    assert browser.get("/sitemap-0.xml").status_code == 404


def test_only_passports_in_order_stand_in_it(browser, catalogue):
    for number, status in ((1, Status.WITHDRAWN), (2, Status.SUSPENDED)):
        entry = Entry(own(number), Action.REVISE, patch={}, status=status)
        publish(actor=catalogue, reason="Changed", entries=[entry])
    read_all()
    assert len(urls(browser)) == 5


@pytest.mark.django_db
def test_an_empty_registry_has_an_empty_index(browser):
    response = browser.get("/sitemap.xml")
    assert response["Content-Type"] == "application/xml"
    assert list(ET.fromstring(response.content)) == []


@pytest.mark.django_db
def test_robots_are_told_where_the_sitemap_is_and_items_are_not_shut(browser):
    text = browser.get("/robots.txt").content.decode()
    assert f"Sitemap: {settings.PUBLIC_URL}/sitemap.xml" in text
    assert "/01" not in text
    assert "/own" not in text
