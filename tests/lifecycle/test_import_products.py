import json
from io import StringIO

import pytest
from django.conf import settings as project
from django.core.management import CommandError, call_command

from ledger.models import Change
from lifecycle.models import ActivityModel
from passports.models import Product
from tests.lifecycle.conftest import BODY, own

HEADER = "identifier,activity,name/en,category,materials/steel/material,materials/steel/mass"


@pytest.fixture
def file(tmp_path):
    """Lets a test write the spreadsheet, with one activity model beside it."""
    (tmp_path / "mass-based.json").write_text(json.dumps(BODY))

    def write(*lines):
        path = tmp_path / "products.csv"
        path.write_text("\n".join([HEADER, *lines]))
        return path

    return write


def run(path, *more, organisation="maker"):
    out, err = StringIO(), StringIO()
    words = [str(path), "--organisation", organisation, "--sector", "kettle", *map(str, more)]
    try:
        call_command("import_products", *words, stdout=out, stderr=err)
    except SystemExit as end:
        return end.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_products_go_in_and_counts_come_out(maker, file):
    path = file(f"{own(1)},mass-based,Kettle,kettle,steel,500", ",,Second,kettle,,")
    code, out, err = run(path, "--reason", "The spring catalogue.")
    assert (code, err) == (0, "")
    drawn, counts = out.splitlines()
    assert drawn.startswith("row 3: own:")
    assert (
        counts
        == "2 registered, 0 revised, 0 unchanged, 0 of them repaired, 1 activity models recorded."
    )
    assert {change.reason for change in Change.objects.all()} == {"The spring catalogue."}
    assert run(file(f"{own(1)},mass-based,Kettle,kettle,steel,400"))[1].splitlines() == [
        "0 registered, 1 revised, 0 unchanged, 0 of them repaired, 0 activity models recorded."
    ]


def test_every_faulty_cell_stands_in_a_table(maker, file):
    path = file(
        f"{own(1)},mass-based,Kettle,kettle,steel,heavy",
        f"{own(2)},other,,teapot,steel,much",
        "gs1:01/04012345678901,,Third,kettle,,",
    )
    code, out, err = run(path)
    assert (code, out) == (1, "")
    header, *lines, last = err.splitlines()
    assert header.split() == ["row", "column", "fault"]
    told = {tuple(line.split(maxsplit=2)[:2]) for line in lines}
    assert told == {
        ("2", "materials/steel/mass"),
        ("3", "materials/steel/mass"),
        ("3", "activity"),
        ("3", "category"),
        ("3", "name/en"),
        ("4", "identifier"),
    }
    assert last == f"Nothing was imported: {len(lines)} faults."
    assert "heavy" not in err
    assert "teapot" not in err
    assert "Write digits" in err
    assert not Product.objects.exists()


def test_a_dry_run_writes_nothing(maker, file):
    path = file(f"{own(1)},mass-based,Kettle,kettle,steel,500", ",,Second,kettle,,")
    code, out, _ = run(path, "--dry-run")
    assert code == 0
    assert out.splitlines() == [
        (
            "Would be: 2 registered, 0 revised, 0 unchanged, 0 of them repaired,"
            " 1 activity models recorded."
        )
    ]
    assert not Change.objects.exists()


def test_the_common_activity_model_is_a_file(maker, file, tmp_path):
    path = file(f"{own(1)},,Kettle,kettle,steel,500")
    run(path, "--activity", tmp_path / "mass-based.json")
    assert ActivityModel.objects.get().body == BODY


def test_a_faulty_activity_model_is_told_by_its_name(maker, file, tmp_path):
    (tmp_path / "mass-based.json").write_text(json.dumps({**BODY, "method": "guess"}))
    code, _, err = run(file(f"{own(1)},mass-based,Kettle,kettle,steel,500"))
    assert code == 1
    assert "/activities/mass-based/method" in err


def test_files_that_cannot_be_read_are_named(maker, file, tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        run(tmp_path / "nowhere.csv")
    with pytest.raises(CommandError, match="cannot be read"):
        run(file(), "--activity", tmp_path / "nowhere.json")
    (tmp_path / "mass-based.json").write_text('{"a": 1, "a": 2}')
    with pytest.raises(CommandError, match="more than one member"):
        run(file(f"{own(1)},mass-based,Kettle,kettle,steel,500"))


def test_an_unknown_organisation_or_sector_is_refused(maker, file):
    with pytest.raises(CommandError, match="no organisation"):
        run(file(), organisation="nobody")
    code, _, err = run(file(), "--sector", "car")
    assert code == 1
    assert "There is no such sector." in err


def test_the_demonstration_devices_go_in_as_they_are(maker, settings):
    settings.SCHEMAS_DIR = project.BASE_DIR / "schemas"
    code, out, err = run(project.BASE_DIR / "data" / "demo" / "devices.csv", "--sector", "product")
    assert (code, err) == (0, "")
    assert out.startswith(
        "101 registered, 0 revised, 0 unchanged, 0 of them repaired, 101 activity models"
    )


def test_a_strangers_spreadsheet_is_guessed_repaired_and_can_be_mapped(maker, tmp_path):
    path = tmp_path / "products.csv"
    path.write_text("Name;category;Gewicht (kg)\nKessel;kettle;1,25\nZweiter;kettle;900 g\n")
    code, out, err = run(path, "--show-mapping")
    mapping = json.loads(out)
    assert (code, err) == (0, "")
    assert mapping["columns"]["Gewicht (kg)"]["to"] == "/mass"
    (tmp_path / "mapping.json").write_text(out)
    code, out, err = run(path, "--mapping", tmp_path / "mapping.json")
    assert (code, err) == (0, "")
    assert out.splitlines()[-1].startswith("2 registered, 0 revised, 0 unchanged, 1 of them")


def test_best_effort_tells_what_it_passed_over(maker, file):
    path = file(f"{own(1)},,Kettle,kettle,steel,500", f"{own(2)},,Second,kettle,steel,heavy")
    code, out, err = run(path, "--best-effort")
    assert code == 0
    assert out.splitlines()[-1].startswith("1 registered")
    assert err.splitlines()[-1] == "Passed over: 1 refused."
