"""Reading a stranger's file: CSV, a workbook or JSON becomes a table of cells as they are."""

from passports.intake.reading.form import Form
from passports.intake.reading.opening import open_table
from passports.intake.reading.table import Note, Row, Table

__all__ = ["Form", "Note", "Row", "Table", "open_table"]
