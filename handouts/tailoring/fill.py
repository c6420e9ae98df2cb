"""Filling in: ``{{ clinic.phone }}`` and its like, in a sandbox, with exact problems for unknown names.

Expressions only: content may not branch or loop, so that what prints can be read off the file. Knows no files.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Any

from handouts.problems import Place, Problem, error
from handouts.reading.text import Text

_SIMPLE = re.compile(r"\{\{ *([a-z_]+)(?:\.([a-z_]+)|\( *([a-z_]+) *= *(0|[1-9][0-9]{0,5}) *\))? *\}\}")
"""``{{ name }}``, ``{{ clinic.phone }}`` and ``{{ before(hours=6) }}``: a name, then a key, or a length of time."""

MOST_EXPRESSION, MOST_FILLED = 200, 20_000
"""Characters that an expression may have (to read one takes longer than its length), and a text once it is filled in."""

_EXAMPLES = "write it like {{ clinic.phone }} or {{ before(hours=6) }}"


@functools.cache
def _environment() -> Any:
    """Return the sandbox; made on first need, because Jinja2 is slow to load.

    It looks names up, calls the functions it is given, and joins texts; it neither counts nor repeats, so that no
    expression can fill the memory or hide a number that somebody has to answer for.
    """
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        intercepted_binops = frozenset(ImmutableSandboxedEnvironment.default_binop_table)

        def is_safe_attribute(self, owner: Any, name: str, value: Any) -> bool:
            return not isinstance(owner, str) and bool(super().is_safe_attribute(owner, name, value))

        def call_binop(self, context: object, operator: str, left: object, right: object) -> object:
            raise ValueError(f'"{operator}" cannot be used here')

    sandbox = Sandbox(
        undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True, finalize=_sayable
    )
    sandbox.globals.clear()
    sandbox.filters = {name: sandbox.filters[name] for name in ("capitalize", "lower", "title", "upper")}
    return sandbox


def _sayable(value: object) -> object:
    """Return what an expression gave if it is text or a whole number; raises ValueError for all else."""
    from jinja2 import Undefined

    if isinstance(value, str | int | Undefined) and not isinstance(value, bool):
        return value  # an unknown name is said when it is printed
    if callable(value):
        raise ValueError("a length of time is missing after it")
    raise ValueError("say which part of it is meant")


class Filler:
    """Fills expressions from *names*; collects problems instead of raising.

    *names* maps what content may say to a value, a function or a mapping of values.
    """

    def __init__(self, names: Mapping[str, Any]) -> None:
        self.names = names
        self.problems: list[Problem] = []

    def fill(self, text: str, written: Text | str) -> str:
        """Return *text* with its expressions filled in; *written* is the whole text, whose place a problem names."""
        if "{{" not in text and "{%" not in text and "{#" not in text:
            return text
        place = _place_of(text, written)
        if "{%" in text or "{#" in text:
            self.problems.append(
                error(
                    "not-an-expression",
                    "only {{ … }} can be used in text",
                    place,
                    "use when: to make text conditional",
                )
            )
            return ""
        filled = self._simply(text)
        if filled is None:
            filled = self._worked_out(text, place)
        if len(filled) > MOST_FILLED:
            message = f"this text becomes longer than {MOST_FILLED} characters"
            self.problems.append(error("too-long", message, place, "take out some of its expressions"))
            return ""
        return filled

    def _worked_out(self, text: str, place: Place | None) -> str:
        """Return *text* as Jinja2 fills it in; empty, with a problem, where it cannot."""
        if _longest_expression(text) > MOST_EXPRESSION:
            message = f"this expression is longer than {MOST_EXPRESSION} characters, or never ends"
            self.problems.append(error("bad-expression", message, place, _EXAMPLES))
            return ""
        from jinja2 import TemplateError, UndefinedError
        from jinja2.exceptions import SecurityError

        try:
            return str(_environment().from_string(text).render(self.names))
        except UndefinedError as exception:
            self.problems.append(self._unknown(str(exception), place))
        except SecurityError:
            self.problems.append(error("bad-expression", "this expression is not allowed", place, _EXAMPLES))
        except (TemplateError, SyntaxError) as exception:
            message = f"this expression cannot be read: {exception}"
            if text.count("{{") > text.count("}}"):
                message = 'an expression begins here with "{{" and has no "}}"'
            self.problems.append(error("bad-expression", message, place, _EXAMPLES))
        except (RecursionError, MemoryError):
            message = "this expression is nested too deeply"
            self.problems.append(error("bad-expression", message, place, _EXAMPLES))
        except TypeError:  # Python's own words, about functions that nobody here knows
            message = "this expression cannot be worked out"
            self.problems.append(error("bad-expression", message, place, _EXAMPLES))
        except (ValueError, ArithmeticError, LookupError) as exception:
            message = f"this expression cannot be worked out: {exception}"
            self.problems.append(error("bad-expression", message, place, _EXAMPLES))
        return ""

    def _simply(self, text: str) -> str | None:
        """Return *text* filled in if that needs nothing but look-ups; None leaves it, and every mistake, to Jinja2.

        What handouts say is nearly always this simple, and loading Jinja2 costs a tenth of a build.
        """
        if "{{{" in text or "}}}" in text or text.count("{{") != text.count("}}"):
            return None
        if len(_SIMPLE.findall(text)) != text.count("{{"):
            return None
        try:
            return _SIMPLE.sub(lambda found: self._looked_up(*found.groups()), text)
        except (LookupError, TypeError, ValueError, ArithmeticError):
            return None

    def _looked_up(self, name: str, key: str | None, unit: str | None, count: str | None) -> str:
        """Return the text that one expression stands for; raises LookupError or TypeError if it is not so simple."""
        value = self.names[name]
        if key is not None:
            if not isinstance(value, Mapping) or hasattr(value, key):  # Jinja2 prefers the attribute
                raise TypeError(key)
            value = value[key]
        elif unit is not None and count is not None:
            value = value(**{unit: int(count)})
        if not isinstance(value, str):
            raise TypeError(name)
        return str(value)

    def _unknown(self, message: str, place: Place | None) -> Problem:
        names = self._known()
        found = re.search(r"'([^']*)'(?: is undefined)?$", message) or re.search(r"'([^']*)'", message)
        name = found.group(1) if found else ""
        leaves = {known.rsplit(".", 1)[-1]: known for known in names}
        from difflib import get_close_matches  # only when a person has mistyped

        close = get_close_matches(name, [*names, *leaves], 1, 0.6)
        hint = f'did you mean "{leaves.get(close[0], close[0])}"?' if close else "known: " + ", ".join(names)
        return error("unknown-name", f'nothing is called "{name}" here', place, hint)

    def _known(self) -> list[str]:
        known: list[str] = []
        for name, value in self.names.items():
            if isinstance(value, Mapping):
                known += [f"{name}.{key}" for key in value]
            known.append(name)
        return known


def _longest_expression(text: str) -> int:
    """Return how many characters the longest expression of *text* has; one that never ends reaches to the end."""
    longest = start = 0
    while (start := text.find("{{", start)) >= 0:
        end = text.find("}}", start)
        end = len(text) if end < 0 else end + 2
        longest, start = max(longest, end - start), end
    return longest


def _place_of(text: str, written: Text | str) -> Place | None:
    """Return the place of the first expression of *text* in the file, as exactly as the source allows."""
    if not isinstance(written, Text):
        return None
    place = written.place
    found = re.search(r"\{[{%#].*", text)
    if found is None:
        return place
    wanted = found.group(0)[:30].rstrip()
    lines = place.source.text.splitlines()
    for number in range(place.line, min(place.line + 200, len(lines)) + 1):
        column = lines[number - 1].find(wanted)
        if column >= 0:
            return Place(place.source, number, column + 1)
    return place
