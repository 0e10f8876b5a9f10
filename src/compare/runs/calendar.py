"""When a run is due: five cron fields, read once, told as the last and the next due time and as a systemd calendar."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from compare.errors import ParameterError

_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FIELDS = (("minute", 0, 59), ("hour", 0, 23), ("day", 1, 31), ("month", 1, 12), ("weekday", 0, 7))
_HORIZON = 366 * 5


@dataclass(frozen=True)
class Calendar:
    """The minutes at which a run is due: five sets of numbers and the text they were read from."""

    text: str
    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: tuple[int, ...]
    months: tuple[int, ...]
    weekdays: tuple[int, ...]

    def last(self, now: datetime, zone: ZoneInfo) -> datetime | None:
        """Return the last due time not after ``now``, or nothing within five years."""
        return self._search(now, zone, -1)

    def next(self, now: datetime, zone: ZoneInfo) -> datetime | None:
        """Return the first due time after ``now``, or nothing within five years."""
        return self._search(now, zone, 1)

    def _search(self, now: datetime, zone: ZoneInfo, step: int) -> datetime | None:
        today = now.astimezone(zone).date()
        for distance in range(_HORIZON):
            due = self._times_on(today + timedelta(days=distance * step), zone)
            wanted = [time for time in due if (time > now if step > 0 else time <= now)]
            if wanted:
                return wanted[0] if step > 0 else wanted[-1]
        return None

    def _times_on(self, day: date, zone: ZoneInfo) -> list[datetime]:
        """Return the due times of one day; an hour that the clocks skip counts when it would have been."""
        if day.month not in self.months or day.day not in self.days or (day.isoweekday() % 7) not in self.weekdays:
            return []
        return [
            datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone)
            for hour in self.hours
            for minute in self.minutes
        ]

    def systemd(self, zone: str) -> str:
        """Return the calendar as systemd's ``OnCalendar`` names it, with the time zone.

        >>> read_calendar("30 6 * * 1-5").systemd("Asia/Shanghai")
        'Mon,Tue,Wed,Thu,Fri *-*-* 6:30:00 Asia/Shanghai'
        """
        weekdays = ",".join(_DAYS[day].title() for day in sorted(self.weekdays, key=lambda day: (day == 0, day)))
        start = "" if len(self.weekdays) == 7 else f"{weekdays} "
        months, days = _listed(self.months, 12), _listed(self.days, 31)
        return f"{start}*-{months}-{days} {_listed(self.hours, 24)}:{_listed(self.minutes, 60)}:00 {zone}"


def read_calendar(text: str) -> Calendar:
    """Return the calendar that five cron fields mean: minute, hour, day, month, weekday.

    Raises:
        ParameterError: A field is missing or out of range, or day and weekday are both limited (cron and systemd
            disagree on what that means).
    """
    parts = text.split()
    if len(parts) != len(_FIELDS):
        raise ParameterError(
            f"Calendar '{text}'",
            f"{len(parts)} fields",
            "Give five: minute hour day month weekday, such as 30 6 * * 1.",
        )
    minutes, hours, days, months, weekdays = (
        _read_field(part, name, low, high, text) for part, (name, low, high) in zip(parts, _FIELDS, strict=True)
    )
    weekdays = tuple(sorted({day % 7 for day in weekdays}))
    if len(days) < 31 and len(weekdays) < 7:
        raise ParameterError(f"Calendar '{text}'", "day and weekday are both limited", "Limit one of them.")
    return Calendar(" ".join(parts), minutes, hours, days, months, weekdays)


def _read_field(part: str, name: str, low: int, high: int, text: str) -> tuple[int, ...]:
    """Return the numbers of one field: lists, ranges, steps and English names."""
    found: set[int] = set()
    for piece in part.lower().split(","):
        match = re.fullmatch(r"(\*|[a-z0-9]+)(?:-([a-z0-9]+))?(?:/(\d{1,2}))?", piece)
        if not match:
            raise ParameterError(f"Calendar '{text}'", f"{name} '{piece}'", "Use numbers, lists, ranges and steps.")
        first, last, step = match.groups()
        start = low if first == "*" else _number(first, name, text)
        end = high if first == "*" or (step and not last) else start
        end = _number(last, name, text) if last else end
        if not (low <= start <= end <= high) or step == "0":
            raise ParameterError(f"Calendar '{text}'", f"{name} '{piece}'", f"Stay within {low} to {high}.")
        found |= set(range(start, end + 1, int(step or 1)))
    return tuple(sorted(found))


def _number(word: str, name: str, text: str) -> int:
    """Return the number of a field's word."""
    names = {"weekday": (_DAYS, 0), "month": (_MONTHS, 1)}.get(name)
    if names and word[:3] in names[0]:
        return names[0].index(word[:3]) + names[1]
    if not word.isdecimal():
        raise ParameterError(f"Calendar '{text}'", f"{name} '{word}'", "Use numbers, lists, ranges and steps.")
    return int(word)


def _listed(numbers: tuple[int, ...], whole: int) -> str:
    """Return a field of a systemd calendar."""
    return (
        "*"
        if len(numbers) == whole
        else ",".join(f"{number:02d}" if whole == 60 else str(number) for number in numbers)
    )
