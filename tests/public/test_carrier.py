"""The codes to print, as files."""

import io

import pytest
import zxingcpp
from PIL import Image

PATH = "/01/09506000134352/21/S1"

pytestmark = pytest.mark.usefixtures("phone")


def test_the_png_of_a_product_leads_to_its_passport(browser, settings):
    settings.PUBLIC_URL = "http://testserver"
    response = browser.get(f"/carriers{PATH}.png")
    assert response["Content-Type"] == "image/png"
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(response.content)).convert("L"))
    assert code.text == f"http://testserver{PATH}"
    assert browser.get(code.text).status_code == 200


def test_the_svg_of_a_product_can_be_kept_and_asked_for_again(browser):
    response = browser.get(f"/carriers{PATH}.svg")
    assert response["Content-Type"] == "image/svg+xml"
    assert response.content.startswith(b"<svg ")
    tag = response["ETag"]
    again = browser.get(f"/carriers{PATH}.svg", headers={"if-none-match": tag})
    assert again.status_code == 304


def test_a_batch_in_the_address_does_not_change_the_code_of_an_item(browser):
    with_batch = browser.get("/carriers/01/09506000134352/10/B1/21/S1.svg")
    assert with_batch.content == browser.get(f"/carriers{PATH}.svg").content


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/carriers{PATH}", 404),
        (f"/carriers{PATH}.pdf", 404),
        ("/carriers/01/09506000134352/21/NONE.svg", 404),
        ("/carriers/01/09506000134369.svg", 404),
        ("/carriers/01/09506000134353.svg", 400),
    ],
)
def test_there_is_no_code_for_what_is_not_registered(machine, path, status):
    assert machine.get(path).status_code == status
