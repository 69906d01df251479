"""The import over HTTP: hand in, look, map, answer, apply, take home."""

import io

import pytest
from python_calamine import load_workbook

from ledger.models import Job, Outbox
from lifecycle import work
from passports.intake import previewing
from passports.models import Product, Upload
from tests.api.conftest import Client, address, problem, token_of
from tests.passports.conftest import MODEL

IMPORTS = "/api/v1/imports"
HEADER = "identifier,name/en,category,mass,power\n"
GOOD = f"{HEADER}{MODEL},Kettle,kettle,900,2000\n"


@pytest.fixture(autouse=True)
def _uploads(tmp_path, settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "uploads": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "uploads"},
        },
    }


def work_off():
    """Run every due job to its end, as the worker would."""
    for _ in range(20):
        row = Outbox.objects.filter(done_ms=None, topic="job.due").order_by("pk").first()
        if row is None:
            return
        work.run_job(row.pk)
    pytest.fail("The jobs do not come to an end.")


def hand_in(api, text, *, sector="kettle", media_type="text/csv"):
    raw = text if isinstance(text, bytes) else text.encode()
    path = f"{IMPORTS}?sector={sector}&name=products.csv"
    return api.post(path, raw, media_type=media_type)


def received(api, text, **more):
    """Hand a file in and have it read; return its address and how it is then."""
    response = hand_in(api, text, **more)
    assert response.status_code == 202, response.content
    work_off()
    return response["Location"], api.get(response["Location"]).json()


def rows(api, location, query=""):
    return api.get(f"{location}/rows{query}").json()["rows"]


def apply(api, location, mode="all-or-nothing"):
    response = api.post(f"{location}/application", {"mode": mode, "reason": "From a sheet"})
    assert response.status_code == 202, response.content
    work_off()
    return api.get(location).json()


def sheet_of(api, location):
    return b"".join(api.get(f"{location}/sheet").streaming_content)


def test_a_file_is_read_shown_and_applied(api):
    location, told = received(api, GOOD)
    assert (told["state"], told["counts"]) == ("read", {"ready": 1})
    assert rows(api, location) == [{"row": 2, "outcome": "ready", "identifier": MODEL}]
    assert not Product.objects.exists()
    assert apply(api, location)["counts"] == {"applied": 1}
    assert api.get(address(MODEL)).json()["data"]["mass"] == 900


def test_the_same_file_twice_changes_nothing(api):
    apply(api, received(api, GOOD)[0])
    location, told = received(api, GOOD)
    assert told["counts"] == {"unchanged": 1}
    assert apply(api, location)["counts"] == {"unchanged": 1}


def test_a_product_without_identifier_is_known_again(api):
    text = "name/en,category,mass\nKettle,kettle,900\n"
    apply(api, received(api, text)[0])
    assert Product.objects.count() == 1
    location, told = received(api, text.replace("900", "950"))
    (row,) = rows(api, location)
    assert told["counts"] == {"ready": 1}
    (difference,) = row["differences"]
    assert difference == {"pointer": "/mass", "kind": "changed", "old": 900, "new": 950}
    apply(api, location)
    assert Product.objects.count() == 1


def test_a_repair_is_listed_with_its_reason_and_can_be_refused(api):
    location, told = received(api, GOOD.replace(",900,", ',"0,9 kg",'))
    assert told["counts"] == {"repaired": 1}
    (row,) = rows(api, location)
    assert {r["after"] for r in row["repairs"]} == {900}
    assert all(r["before"] == "0,9 kg" and r["reason"].endswith(".") for r in row["repairs"])
    said = {"cells": [{"row": 2, "column": "mass", "action": "as-written"}]}
    assert api.post(f"{location}/answers", said).status_code == 202
    work_off()
    (row,) = rows(api, location)
    assert row["outcome"] == "refused"
    assert row["faults"][0]["pointer"] == "/rows/2/mass"


def test_a_question_can_be_answered_with_a_value(api):
    location, told = received(api, GOOD.replace(",2000", ",<2000"))
    (row,) = rows(api, location, "?outcome=asked") or rows(api, location, "?outcome=refused")
    assert told["counts"] in ({"asked": 1}, {"refused": 1})
    said = {"cells": [{"row": 2, "column": "power", "value": 1900}]}
    api.post(f"{location}/answers", said)
    work_off()
    assert api.get(location).json()["counts"] == {"ready": 1}
    apply(api, location)
    assert api.get(address(MODEL)).json()["data"]["power"] == 1900
    assert row["row"] == 2


def test_all_or_nothing_takes_nothing_while_a_row_is_refused(api):
    location, told = received(api, f"{GOOD}bad,Second,kettle,1,1\n")
    assert told["counts"] == {"ready": 1, "refused": 1}
    response = api.post(
        f"{location}/application", {"mode": "all-or-nothing", "reason": "From a sheet"}
    )
    assert problem(response, 422)["code"] == "import.refused"
    assert not Product.objects.exists()


def test_best_effort_takes_what_is_ready_and_can_be_repeated(api):
    text = f"{GOOD}bad,Second,kettle,1,1\n"
    told = apply(api, received(api, text)[0], "best-effort")
    assert told["counts"] == {"applied": 1, "refused": 1}
    assert received(api, text)[1]["counts"] == {"unchanged": 1, "refused": 1}


def test_a_mapping_can_be_corrected_and_is_found_again_for_the_same_header(api):
    text = f"identifier,name/en,category,Gewicht,xyz\n{MODEL},Kettle,kettle,1.2,whatever\n"
    location, told = received(api, text)
    mapping = told["mapping"]
    mapping["columns"]["Gewicht"] = {"to": "/mass", "column": {"unit": "kg", "decimal": "."}}
    mapping["columns"]["xyz"] = {"to": ""}
    assert api.put(f"{location}/mapping", mapping).status_code == 202
    work_off()
    assert rows(api, location)[0]["repairs"][0]["after"] == 1200
    assert api.put("/api/v1/mappings/kettles", mapping).status_code == 200
    later, _ = received(api, text.replace("1.2", "1.3"))
    assert rows(api, later)[0]["repairs"][0]["after"] == 1300


def test_a_mapping_to_an_element_that_does_not_exist_is_refused_at_its_column(api):
    location, told = received(api, GOOD)
    mapping = told["mapping"]
    mapping["columns"]["mass"]["to"] = "/colour"
    fault = problem(api.put(f"{location}/mapping", mapping), 422)
    assert fault["pointer"] == "/columns/mass/to"
    assert api.get(location).json()["counts"] == {"ready": 1}


def test_the_corrected_sheet_goes_in_without_repairs(api):
    location, _ = received(api, GOOD.replace(",900,", ',"0,9 kg",'))
    raw = sheet_of(api, location)
    table = load_workbook(io.BytesIO(raw)).get_sheet_by_index(0).to_python()
    assert table[0] == ["identifier", "name/en", "category", "mass", "power", "comment"]
    assert table[1][3] == 900
    _, told = received(api, raw, media_type="application/octet-stream")
    assert told["counts"] == {"ready": 1}


def test_a_formula_of_a_stranger_is_text_in_the_corrected_sheet(api):
    location, _ = received(api, GOOD.replace("Kettle,", "=1+1,"))
    raw = sheet_of(api, location)
    assert b"<f>" not in raw
    table = load_workbook(io.BytesIO(raw)).get_sheet_by_index(0).to_python()
    assert table[1][1] == "=1+1"


def test_a_file_that_is_none_is_refused_at_once(api):
    assert hand_in(api, b"\x89PNG\r\n\x1a\n" + bytes(64)).status_code in (400, 422)
    assert not Upload.objects.exists()


def test_anothers_import_answers_as_if_there_were_none(api, other_api):
    location, _ = received(api, GOOD)
    for path in (location, f"{location}/rows", f"{location}/sheet"):
        assert problem(other_api.get(path), 404)["code"] == "import.unknown"
    assert other_api.get(IMPORTS).json() == {"imports": []}


def test_who_may_only_read_hands_nothing_in(reader_api):
    assert problem(hand_in(reader_api, GOOD), 403)["code"] == "actor.scope"


def test_what_was_applied_can_not_be_mapped_anew(api):
    location, told = received(api, GOOD)
    apply(api, location)
    response = api.put(f"{location}/mapping", told["mapping"])
    assert problem(response, 409)["code"] == "import.applied"


def test_jobs_of_imports_tell_counts_and_no_cells(api):
    location, _ = received(api, GOOD.replace("Kettle", "Canary"))
    shown = api.get(api.get(location).json()["job"])
    assert shown.json()["result"] == {"ready": 1}
    assert b"Canary" not in shown.content
    assert not Job.objects.exclude(state="done").exists()


def test_a_long_file_is_read_in_chunks_and_resumed_by_another_worker(api, monkeypatch):
    monkeypatch.setattr("passports.intake.previewing.ROWS_IN_A_CHUNK", 2)
    monkeypatch.setattr(work, "SECONDS_AT_ONCE", -1)
    lines = "".join(f"Kettle {n},kettle,{n}\n" for n in range(1, 8))
    response = hand_in(api, f"name/en,category,mass\n{lines}")
    for _ in range(20):
        row = Outbox.objects.filter(done_ms=None, topic="job.due").order_by("pk").first()
        if row is not None:
            previewing.close_all()  # as if another worker went on
            work.run_job(row.pk)
    told = api.get(response["Location"]).json()
    assert told["counts"] == {"ready": 7}
    assert [row["row"] for row in rows(api, response["Location"])] == [2, 3, 4, 5, 6, 7, 8]


def test_a_dead_token_hands_nothing_in(db):
    assert problem(hand_in(Client("dpp_x_y"), GOOD), 401)


def test_a_token_for_writing_alone_cannot_list(api, maker):
    writer = Client(token_of(maker, scopes={"passports:write"}))
    assert problem(writer.get(IMPORTS), 403)["code"] == "actor.scope"
