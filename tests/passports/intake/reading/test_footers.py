import pytest

from passports.intake.reading.limits import SAMPLE_BYTES
from tests.passports.intake.tables import read
from tests.passports.intake.workbooks import sheet_of

TABLE = "id,name,mass\nK1,Kettle,900\nK2,Pan,800\n"


@pytest.mark.parametrize(
    "footer",
    [
        "Total,,1700\n",
        ",TOTAL:,1700\n",
        "Summe,,1.700\n",
        "合计,,1700\n",
        "Total,,1700\nAverage,,850\n",
        "\nTotal,,1700\n",
        "\n* all values are estimated\n",
        "* all values are estimated\n",
        "Note: estimated,,\n",
        "\nTotal,,1700\n\n* estimated\nBy the sales team\n",
    ],
)
def test_totals_and_remarks_at_the_end_are_left_out(footer):
    table = read(TABLE + footer)
    assert [number for number, _ in table.rows] == [2, 3]
    assert table.codes == ("footer.left_out",)


@pytest.mark.parametrize(
    "last",
    [
        "Total,Kettle of the brand Total,500\n",
        "K3,,\n",
        "Total,,\n",
        "\nK3,Pot,700\n",
        "Totalled,,700\n",
    ],
)
def test_a_product_at_the_end_is_kept(last):
    table = read(TABLE + last)
    assert len(table.rows) == 3
    assert table.form.footer == 0


def test_one_filled_cell_is_nothing_special_in_a_narrow_table():
    assert len(read("id,name\nK1,Kettle\n\nK2\n").rows) == 2


def test_a_total_between_products_is_a_row_like_others():
    assert len(read(TABLE + "Total,,1700\nK3,Pot,700\n").rows) == 4


def test_what_a_person_says_of_the_end_holds():
    assert len(read(TABLE + "Total,,1700\n", footer=0).rows) == 3
    assert len(read(TABLE + "Total,,1700\n", footer=2).rows) == 1


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"]
)
def test_the_end_of_a_long_file_is_looked_at_too(encoding):
    rows = "".join(f"K{i},Küche,{i}\n" for i in range(SAMPLE_BYTES // 10))
    text = f"id,name,mass\n{rows}Total,,17\n"
    table = read(text.encode(encoding))
    assert len(table.rows) == SAMPLE_BYTES // 10
    assert table.form.footer == 1


def test_a_cell_that_reaches_into_the_end_does_no_harm():
    text = 'id,name,mass\nK1,"' + "a,b\n" * (SAMPLE_BYTES // 4) + '",5\nK2,Pan,800\nTotal,,805\n'
    table = read(text)
    assert table.rows[1] == (3, ["K2", "Pan", "800"])


def test_the_note_names_the_row_in_a_workbook():
    rows = [["id", "name", "mass"], *([f"K{i}", "Kettle", i] for i in range(3)), ["Total", "", 3]]
    table = read(sheet_of(rows))
    assert len(table.rows) == 3
    [note] = table.notes
    assert (note.code, note.place) == ("footer.left_out", "/rows/5")
