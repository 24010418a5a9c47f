"""The filtered set of a list as a file: CSV as German spreadsheets read it, and XLSX with real values."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from decimal import Decimal
from typing import IO, Any
from zoneinfo import ZoneInfo

import xlsxwriter
from flask import current_app, stream_with_context
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.database import db
from app.lists.addresses import refuse_unknown
from app.lists.asked import KNOWN
from app.lists.columns import Column
from app.lists.page import PageList
from app.lists.subjects import name_subjects
from app.values.numbers import write_number
from app.web import languages
from app.web.errors import InvalidInput

PORTION = 500
ROWS_OF_A_SHEET = 1_048_575
"""What a sheet of a workbook holds below its head."""
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER_FORMATS = {
    "money": "#,##0.00",
    "price": "#,##0.00##",
    "number": "#,##0.##",
    "integer": "0",
    "date": "dd.mm.yyyy",
    "moment": "dd.mm.yyyy hh:mm",
    "hours": "[h]:mm",
}


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula (OWASP, CSV injection; full-width signs too)."""
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text


def _is_number(value: Any) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _text(column: Column, value: Any) -> str:
    """A value in words; an empty cell where people read a dash."""
    if value is None or value == "":
        return ""
    if column.shape == "flag":
        return _("yes") if value else _("no")
    return column.written(value)


def _csv_cell(column: Column, value: Any) -> str:
    if isinstance(value, Decimal):
        places = 4 if column.shape == "price" else 2
        return write_number(value, languages.language(), places=places, least=2, grouping=False)
    if isinstance(value, timedelta):
        return languages.hours(value)
    return str(value) if _is_number(value) else harmless(_text(column, value))


def _rows(wanted: PageList) -> Iterator[Any]:
    """Every matching row, read in portions."""
    listing = wanted.listing
    columns = [column.value.label(f"c{number}") for number, column in enumerate(listing.columns)]
    statement = listing.ordered(wanted.matching.with_only_columns(*columns), wanted.sort)
    with closing(db.session.execute(statement.execution_options(yield_per=PORTION))) as rows:
        for portion in rows.partitions():
            yield from name_subjects(listing.columns, portion)


def _csv_lines(wanted: PageList) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    columns = wanted.listing.columns

    def taken() -> str:
        text = buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
        return text

    writer.writerow([str(column.label) for column in columns])
    yield "\ufeff" + taken()
    for number, row in enumerate(_rows(wanted), start=1):
        writer.writerow([_csv_cell(column, value) for column, value in zip(columns, row, strict=True)])
        if number % 200 == 0:
            yield taken()
    yield taken()


def as_csv(wanted: PageList) -> Response:
    """UTF-8 with byte order mark, `;`, numbers and dates in the person's language; streamed."""
    response = current_app.response_class(stream_with_context(_csv_lines(wanted)), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{wanted.file_name}.csv"'
    return response


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(ZoneInfo(languages.time_zone())).replace(tzinfo=None)
    return value.total_seconds() / 86400 if isinstance(value, timedelta) else value


def _new_sheet(book: Any, columns: Sequence[Column], bold: Any) -> Any:
    sheet = book.add_worksheet()
    for number, column in enumerate(columns):
        sheet.set_column(number, number, 14 if column.shape != "text" else 28)
        sheet.write_string(0, number, str(column.label), bold)
    return sheet


def as_xlsx(wanted: PageList) -> Response:
    """A workbook with real dates and numbers; text is never taken for a formula.

    What does not fit into a sheet goes on in the next one.
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed when its last byte is sent
    book = xlsxwriter.Workbook(
        file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    formats = {shape: book.add_format({"num_format": text}) for shape, text in _NUMBER_FORMATS.items()}
    bold = book.add_format({"bold": True})
    columns = wanted.listing.columns
    sheet = _new_sheet(book, columns, bold)
    for place, row in enumerate(_rows(wanted)):
        line = place % ROWS_OF_A_SHEET + 1
        if line == 1 and place:
            sheet = _new_sheet(book, columns, bold)
        for number, (column, value) in enumerate(zip(columns, row, strict=True)):
            if value is None or value == "":
                continue
            if column.shape in formats or _is_number(value):
                sheet.write(line, number, _plain(value), formats.get(column.shape))
            else:
                sheet.write_string(line, number, _text(column, value))
    book.close()
    file.seek(0)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    response = current_app.response_class(_chunks(file), mimetype=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{wanted.file_name}.xlsx"'
    return response


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(65536):
            yield chunk


FORMATS: dict[str, Callable[[PageList], Response]] = {"csv": as_csv, "xlsx": as_xlsx}


def send(wanted: PageList, name: str) -> Response:
    """The export of this name; `InvalidInput` for an unknown one, and for parameters that nobody knows."""
    period = ("period",) if wanted.listing.period else ()
    refuse_unknown(wanted.args, {*wanted.listing.filters, *KNOWN, *period})
    if name not in FORMATS:
        raise InvalidInput({"export": [_("This is not one of the choices.")]})
    return FORMATS[name](wanted)
