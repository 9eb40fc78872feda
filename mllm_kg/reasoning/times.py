"""Dates, times and durations as XML Schema 1.1 part 2 writes them (sections 3.3.6 to 3.3.14, 3.4.26 to 3.4.28).

Each reader takes a text and gives a space of values and what tells its members apart, or ``None`` when the text is not
one of the datatype's. Of a time that is its seven properties (appendix D.2.1): years, months, days, hours, minutes,
seconds and the offset of its time zone in minutes, ``None`` where it has none; midnight as the end of a day is the
beginning of the next.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

__all__ = ["TIMES"]

_YEAR = r"(?P<year>-?([1-9]\d{3,}|0\d{3}))"
_MONTH, _DAY = r"(?P<month>0[1-9]|1[0-2])", r"(?P<day>0[1-9]|[12]\d|3[01])"
_CLOCK = r"((?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d):(?P<second>[0-5]\d(\.\d+)?)|(?P<end>24:00:00(\.0+)?))"
_ZONE = r"(?P<zone>Z|[+-](0\d|1[0-3]):[0-5]\d|[+-]14:00)?"
_FORMS = {
    "dateTime": f"{_YEAR}-{_MONTH}-{_DAY}T{_CLOCK}",
    "date": f"{_YEAR}-{_MONTH}-{_DAY}",
    "time": _CLOCK,
    "gYear": _YEAR,
    "gYearMonth": f"{_YEAR}-{_MONTH}",
    "gMonth": f"--{_MONTH}",
    "gMonthDay": f"--{_MONTH}-{_DAY}",
    "gDay": f"---{_DAY}",
}
_DURATION = re.compile(
    r"(?P<sign>-)?P(?=.)((?P<Y>\d+)Y)?((?P<M>\d+)M)?((?P<D>\d+)D)?(T(?=.)((?P<h>\d+)H)?((?P<m>\d+)M)?((?P<s>\d+(\.\d+)?)S)?)?",
    re.ASCII,
)


def _reader(space: str, form: str) -> Callable[[str], tuple[str, Any] | None]:
    pattern = re.compile(form + _ZONE, re.ASCII)

    def read(text: str) -> tuple[str, Any] | None:
        match = pattern.fullmatch(text)
        return None if match is None else _point(space, match.groupdict())

    return read


def _point(space: str, parts: Mapping[str, str | None]) -> tuple[str, Any] | None:
    year, month, day = (_number(parts.get(name)) for name in ("year", "month", "day"))
    hour, minute = (_number(parts.get(name)) for name in ("hour", "minute"))
    seconds = parts.get("second")
    second = Fraction(seconds) if seconds else None
    if day is not None and month is not None and day > _days(year, month):
        return None
    if parts.get("end"):
        hour = minute = 0
        second = Fraction(0)
        if year is not None and month is not None and day is not None:
            year, month, day = _next(year, month, day)
    return space, (year, month, day, hour, minute, second, _offset(parts["zone"]))


def _number(text: str | None) -> int | None:
    return None if text is None else int(text)


def _days(year: int | None, month: int) -> int:
    """Return how many days a month has; the calendar repeats after 400 years, and the year 2000 had a leap day."""
    return monthrange(2000 + year % 400 if year is not None else 2000, month)[1]


def _next(year: int, month: int, day: int) -> tuple[int, int, int]:
    if day < _days(year, month):
        return year, month, day + 1
    return (year, month + 1, 1) if month < 12 else (year + 1, 1, 1)


def _offset(zone: str | None) -> int | None:
    if zone is None or zone == "Z":
        return None if zone is None else 0
    minutes = int(zone[1:3]) * 60 + int(zone[4:6])
    return -minutes if zone[0] == "-" else minutes


def _duration(allowed: str) -> Callable[[str], tuple[str, Any] | None]:
    """Return a reader of durations with no other parts than some."""

    def read(text: str) -> tuple[str, Any] | None:
        match = _DURATION.fullmatch(text)
        if match is None or any(match[part] for part in "YMDhms" if part not in allowed):
            return None
        parts = {part: Fraction(match[part] or 0) for part in "YMDhms"}
        months = 12 * parts["Y"] + parts["M"]
        seconds = 86400 * parts["D"] + 3600 * parts["h"] + 60 * parts["m"] + parts["s"]
        sign = -1 if match["sign"] else 1
        return "duration", (sign * months, sign * seconds)

    return read


TIMES: Mapping[str, Callable[[str], tuple[str, Any] | None]] = {
    **{space: _reader(space, form) for space, form in _FORMS.items()},
    "duration": _duration("YMDhms"),
    "dayTimeDuration": _duration("Dhms"),
    "yearMonthDuration": _duration("YM"),
}
"""For the local name of each datatype, what reads its literals."""
