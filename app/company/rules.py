"""How numbers of a series and the bank account are written."""

import io
import re
from collections.abc import Iterable
from itertools import takewhile

from PIL import Image, UnidentifiedImageError

from app.values.files import JPEG, PNG
from app.values.refusals import InvalidValue, Refusal
from app.values.texts import N_
from app.values.words import Word

_LONGEST = 40
LARGEST_VALUE = 999_999_999
"""The largest number of a series, so that its documents still sort by it."""
# Read by a regular expression, never by str.format: {number.__class__…} would reach into the program.
_PART = re.compile(r"\{year\}|\{number(?::0(?P<width>[1-9]|1[0-2]))?\}|[\w \-/.#+&]+")


class PatternNotReadable(InvalidValue):
    """A pattern consists of letters, digits, spaces, - / . # + & _ and the placeholders {year}, {number} and
    {number:05}."""

    field = "pattern"


class PatternWithoutNumber(InvalidValue):
    """The pattern needs {number} exactly once, for instance as {number:05}."""

    field = "pattern"


class PatternWithoutYear(InvalidValue):
    """A series that starts anew each year needs {year} in its pattern, or numbers would repeat."""

    field = "pattern"


class PatternTooLong(InvalidValue):
    """A pattern has no more than %(longest)s characters."""

    field = "pattern"


def _parts(pattern: str) -> list[re.Match[str]]:
    parts: list[re.Match[str]] = []
    position = 0
    while position < len(pattern):
        part = _PART.match(pattern, position)
        if part is None:
            raise PatternNotReadable()
        parts.append(part)
        position = part.end()
    return parts


def check_pattern(pattern: str, yearly: bool) -> None:
    """Raises a Pattern… refusal unless each number written with it is readable and occurs only once."""
    if len(pattern) > _LONGEST:
        raise PatternTooLong(longest=_LONGEST)
    written = [part[0] for part in _parts(pattern)]
    if sum(part.startswith("{number") for part in written) != 1:
        raise PatternWithoutNumber()
    if yearly and "{year}" not in written:
        raise PatternWithoutYear()


def written_number(pattern: str, *, year: int, value: int) -> str:
    """The value-th number of the series, such as RE-2026-00001; a longer value is never cut."""
    check_pattern(pattern, yearly=False)
    return "".join(_written(part, year, value) for part in _parts(pattern))


def _written(part: re.Match[str], year: int, value: int) -> str:
    if part[0] == "{year}":
        return f"{year:04}"
    if part[0].startswith("{number"):
        return str(value).zfill(int(part["width"] or 1))
    return part[0]


def written_iban(iban: str) -> str:
    """The IBAN in groups of four, as DIN 5008 and ISO 13616 print it; it is not checked here."""
    compact = "".join(iban.split()).upper()
    return " ".join(compact[start : start + 4] for start in range(0, len(compact), 4))


def largest_written(pattern: str, year: int, numbers: Iterable[str]) -> int:
    """The largest value among numbers that this pattern writes in this year; 0 if it wrote none of them."""
    wanted = re.compile("".join(_wanted(part, year) for part in _parts(pattern)))
    values = (int(found["value"]) for number in numbers if (found := wanted.fullmatch(number)))
    written = (value for value in values if value <= LARGEST_VALUE)
    return max((value for value in written if value), default=0)


def _wanted(part: re.Match[str], year: int) -> str:
    return r"(?P<value>[0-9]+)" if part[0].startswith("{number") else re.escape(_written(part, year, 0))


def beginning(pattern: str, year: int) -> str:
    """What all numbers of this pattern and year begin with."""
    fixed = takewhile(lambda part: not part[0].startswith("{number"), _parts(pattern))
    return "".join(_written(part, year, 0) for part in fixed)


class NumberIsTaken(Refusal):
    """The number %(number)s exists already. Please set the next number of the series to %(lowest)s or more,
    or change its pattern."""


class NextNumberIsUsed(InvalidValue):
    """The lowest number that is still possible here is %(lowest)s."""

    field = "next_value"


class NotAPicture(InvalidValue):
    """This is no picture that can be printed: please choose a PNG or JPEG file."""

    field = "logo"


class PictureTooLarge(InvalidValue):
    """The logo may have at most 4,000 pixels a side."""

    field = "logo"


LOGO_TYPES = (PNG, JPEG)
LARGEST_LOGO = 2 * 1024 * 1024
_LONGEST_SIDE = 4000


def check_logo(content: bytes) -> None:
    """Raises NotAPicture or PictureTooLarge unless this PNG or JPEG can be drawn, to its last pixel."""
    try:
        with Image.open(io.BytesIO(content), formats=[one.name for one in LOGO_TYPES]) as picture:
            if max(picture.size) > _LONGEST_SIDE:
                raise PictureTooLarge()
            picture.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise NotAPicture() from None


class TimeRounding(Word):
    """How recorded time is rounded before it is billed: direction and step in minutes, per entry."""

    NONE = "none", N_("not rounded")
    UP_5 = "up_5", N_("rounded up to 5 minutes")
    UP_6 = "up_6", N_("rounded up to 6 minutes")
    UP_15 = "up_15", N_("rounded up to 15 minutes")
    UP_30 = "up_30", N_("rounded up to 30 minutes")
    UP_60 = "up_60", N_("rounded up to the full hour")
    NEAREST_5 = "nearest_5", N_("rounded to the nearest 5 minutes")
    NEAREST_6 = "nearest_6", N_("rounded to the nearest 6 minutes")
    NEAREST_15 = "nearest_15", N_("rounded to the nearest 15 minutes")
    NEAREST_30 = "nearest_30", N_("rounded to the nearest 30 minutes")
    NEAREST_60 = "nearest_60", N_("rounded to the nearest hour")

    @property
    def step_minutes(self) -> int:
        """Minutes; 0 rounds nothing."""
        return int(self.value.partition("_")[2] or 0)

    @property
    def direction(self) -> str:
        """`up` or `nearest`."""
        return "up" if self is TimeRounding.NONE else self.value.partition("_")[0]


class Series(Word):
    """The number series of the company."""

    INVOICE = "invoice", N_("Invoices")
    CANCELLATION = "cancellation", N_("Cancellation invoices")
    CUSTOMER = "customer", N_("Customers")
    PROJECT = "project", N_("Projects")
    EMPLOYEE = "employee", N_("Employees")


FIRST_PATTERNS: dict[Series, tuple[str, bool]] = {
    Series.INVOICE: ("RE-{year}-{number:05}", True),
    Series.CANCELLATION: ("ST-{year}-{number:05}", True),
    Series.CUSTOMER: ("K-{number:05}", False),
    Series.PROJECT: ("P-{number:05}", False),
    Series.EMPLOYEE: ("M-{number:05}", False),
}
"""Pattern, and whether it starts anew each year."""
