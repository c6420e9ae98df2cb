"""How one language writes days, times of day and lengths of time.

By Babel's names where they are proved to be that language's (Babel fills gaps from other languages: its Haitian Creole
says "mardi"), else by the names in the language's own file. Knows no visit and no time zone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache
from importlib.util import module_from_spec
from typing import Any

from handouts.reading.models.language import FIELDS, PATTERN, Dates, Names
from handouts.reading.text import Text

NO_BREAK = "\u00a0"
RELATED = {"nb": "no", "nn": "no"}
"""Languages whose missing names are another's by right: both kinds of Norwegian share their months."""
PROVED = frozenset({"en_US", "es_US"})
"""The program's own, of which a test has asked Babel, so that a start need not (5 ms)."""
_MENDED = (
    'take "locale" out, and give under "names" the weekdays, the months, am, pm, and day, hour and minute, '
    'each with one: "{count} …" and other: "{count} …"'
)


@dataclass(frozen=True, slots=True)
class DateWords:
    """Says days, times and lengths of time as *dates*, of a language's file, has them."""

    dates: Dates

    def missing(self) -> str | None:
        """Return which names nobody knows in this language; None if they are all known."""
        locale = self.dates.locale
        return (
            None if locale is None or locale in PROVED else missing_names(str(locale), str(self.dates.time))
        )

    def problem(self) -> tuple[str, Text, str | None] | None:
        """Return why this language's dates cannot be written, with the text at fault and a hint; None if they can."""
        missing = self.missing()
        if missing is not None and self.dates.locale is not None:
            return f"dates cannot be written: {missing}", self.dates.locale, _MENDED
        for pattern in (self.dates.day, self.dates.card, self.dates.time):
            try:
                self._date(date(2026, 12, 1), pattern) if pattern != self.dates.time else self.time(
                    time(13, 5)
                )
            except (ValueError, LookupError, AttributeError) as failure:
                return (
                    f"dates cannot be written: {failure}",
                    pattern,
                    "see the other languages for how they write them",
                )
        return None

    def day(self, day: date) -> str:
        """Return a day with its weekday."""
        return self._date(day, self.dates.day)

    def day_and_year(self, day: date) -> str:
        """Return a day with its weekday and its year."""
        return self._date(day, self.dates.card)

    def time(self, at: time) -> str:
        """Return a time of day."""
        names = self.dates.names
        if names is not None:
            return _by_own_names(names, self.dates.time, date(2026, 1, 1), at)
        from babel.dates import format_time

        said = format_time(at, self.dates.time, locale=self.dates.locale)
        return said.replace(" ", NO_BREAK).replace("\u202f", NO_BREAK)

    def span(self, days: int, hours: int, minutes: int) -> str:
        """Return a length of time: ``1 hour 30 minutes``."""
        parts = [("day", days), ("hour", hours), ("minute", minutes)]
        return " ".join(self._length(unit, count).replace(" ", NO_BREAK) for unit, count in parts if count)

    def _length(self, unit: str, count: int) -> str:
        names = self.dates.names
        if names is not None:
            words = getattr(names, unit)
            return str(words.one if count == 1 else words.other).replace("{count}", str(count))
        from babel.dates import format_timedelta

        length = timedelta(**{f"{unit}s": count})
        return format_timedelta(length, unit, 10000, locale=self.dates.locale)  # type: ignore[arg-type]

    def _date(self, day: date, pattern: str) -> str:
        names = self.dates.names
        if names is not None:
            return _by_own_names(names, pattern, day, time())
        from babel.dates import format_date

        return format_date(day, pattern, self.dates.locale)


def _by_own_names(names: Names, pattern: str, day: date, at: time) -> str:
    """Return *pattern* filled in; its fields are those of `FIELDS`, which the model has made sure of."""
    half = names.am if at.hour < 12 else names.pm
    values = {
        "EEEE": names.weekdays[day.weekday()],
        "MMMM": names.months[day.month - 1],
        **{"MM": f"{day.month:02d}", "M": str(day.month), "dd": f"{day.day:02d}", "d": str(day.day)},
        **{"y": str(day.year), "yyyy": str(day.year), "mm": f"{at.minute:02d}", "a": half},
        **{
            "H": str(at.hour),
            "HH": f"{at.hour:02d}",
            "h": str(at.hour % 12 or 12),
            "hh": f"{at.hour % 12 or 12:02d}",
        },
    }
    assert set(values) == FIELDS

    def filled(part: re.Match[str]) -> str:
        if part[0].startswith("'"):
            return part[0][1:-1] or "'"
        return values.get(part[0], part[0])

    return PATTERN.sub(filled, pattern)


@cache
def missing_names(locale: str, time_pattern: str) -> str | None:
    """Return which names Babel has not of its own for *locale*; None if it has all that patterns may need.

    Cached: it asks Babel's data, which no input changes.
    """
    from babel.core import Locale, UnknownLocaleError

    try:
        name = str(Locale.parse(locale))
    except (UnknownLocaleError, ValueError):
        return f'the language of "{locale}" is not known here'
    data = _own_localedata()
    own = [data.load(each, merge_inherited=False) for each in _ancestors(name) if data.exists(each)]
    wanted = {
        "days": ("days", "format", "wide"),
        "months": ("months", "format", "wide"),
        "lengths of time": ("unit_patterns", "duration-hour"),
    }
    if re.search(r"a(?=(?:[^']*'[^']*')*[^']*$)", time_pattern):
        wanted["morning and afternoon"] = ("day_periods", "format")
    missing = [words for words, steps in wanted.items() if not any(_found(each, steps) for each in own)]
    return f'the names of {", ".join(missing)} in "{locale}" are not known here' if missing else None


def _own_localedata() -> Any:
    """Return a copy of Babel's module for data: the original would remember what is loaded without its gaps filled."""
    import babel.localedata

    spec = babel.localedata.__spec__
    assert spec is not None
    assert spec.loader is not None
    copy = module_from_spec(spec)
    spec.loader.exec_module(copy)
    return copy


def _found(data: Any, steps: tuple[str, ...]) -> bool:
    for step in steps:
        data = data.get(step) if isinstance(data, Mapping) else None
    return bool(data)


def _ancestors(name: str) -> Iterator[str]:
    """Yield *name* and the locales that Babel takes its missing names from, as long as they are of its language."""
    from babel.core import get_global

    language = name.split("_")[0]
    parents = get_global("parent_exceptions")
    while name != "root" and name.split("_")[0] in (language, RELATED.get(language)):
        yield name
        start, _, end = name.rpartition("_")
        if len(end) == 4 and end not in get_global("likely_subtags").get(start, ""):
            return  # in another script, nothing is the same
        name = parents.get(name) or start or "root"
