"""Keeping passports offline is offered by a page of its own, which runs our own scripts alone."""

import json

import pytest

PATH = "/01/09506000134352"


def policy(response):
    parts = response["Content-Security-Policy"].split(";")
    return dict(part.strip().split(" ", 1) for part in parts)


def test_the_page_may_run_and_ask_what_lies_here_and_nothing_else(client, db):
    response = client.get("/offline", headers={"accept": "text/html"})
    assert response.status_code == 200
    assert not response.cookies
    told = policy(response)
    for what in ("script-src", "connect-src", "worker-src", "manifest-src"):
        assert told[what] == "'self'"
    assert told["default-src"] == "'none'"
    assert "<script>" not in response.content.decode()


def test_it_offers_to_keep_the_passport_that_the_address_names(client, db):
    page = client.get("/offline", {"keep": f"{PATH}/21/S1", "lang": "fr"}).content.decode()
    assert f'data-path="{PATH}/21/S1?lang=fr"' in page
    assert "data-path" not in client.get("/offline").content.decode()


@pytest.mark.parametrize("keep", ["//evil.example/", "https://evil.example/", "/sign-out", "x"])
def test_what_is_no_address_of_a_product_is_not_kept(client, db, keep):
    answer = client.get("/offline", {"keep": keep})
    assert answer.status_code == 400
    assert keep not in answer.content.decode()


def test_the_worker_may_control_every_page_and_asks_this_registry_alone(client, db):
    response = client.get("/offline/worker.js")
    assert response["Content-Type"].startswith("text/javascript")
    assert response["Service-Worker-Allowed"] == "/"
    assert policy(response) == {"default-src": "'none'", "connect-src": "'self'"}


def test_the_manifest_leads_to_what_was_kept(client, db):
    manifest = json.loads(client.get("/offline/manifest.webmanifest").content)
    assert manifest["start_url"] == "/offline"
    assert client.get("/offline").status_code == 200


def test_a_passport_leads_there_without_a_script_of_its_own(browser, phone):
    page = browser.get(PATH).content.decode()
    assert f'href="/offline?keep={PATH}"' in page
