"""One walk over content and over handouts: every value in one, with what it is part of.

Whoever asks for all texts, icons, conditions or ids asks here. The parts are found in the fields of models and
dataclasses and in what lists and mappings hold, so a new kind of block needs no line in this module. What a text is for
is told by its type. Knows no particular model, and no field by its name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar

from handouts.problems import Place

Value = TypeVar("Value")
Owners = tuple[Any, ...]
"""What a value is part of: models, dataclasses, lists and mappings, the outermost first."""


def walk(part: object, whole: type | tuple[type, ...] = ()) -> Iterator[tuple[Any, Owners]]:
    """Yield *part* and every value in it with its owners, in reading order: each before its own parts.

    Nothing (None) is passed over, and so is where something is written (a `Place`). Values of the types *whole* are
    yielded and not looked into.
    """
    stack: list[tuple[Any, Owners]] = [(part, ())]
    while stack:
        value, owners = stack.pop()
        yield value, owners
        if isinstance(value, whole):
            continue
        names = _field_names(value.__class__)
        if names is not None:
            inside = [getattr(value, name) for name in names]
        elif isinstance(value, list | tuple):
            inside = list(value)
        elif isinstance(value, Mapping):
            inside = list(value.values())
        else:
            continue
        around = (*owners, value)
        stack += [
            (each, around) for each in reversed(inside) if each is not None and not isinstance(each, Place)
        ]


def every(kind: type[Value], part: object) -> Iterator[Value]:
    """Yield every value of the type *kind* in *part*, in reading order; what is in such a value is not looked into."""
    for value, _owners in walk(part, kind):
        if isinstance(value, kind):
            yield value


@cache
def _field_names(kind: type) -> tuple[str, ...] | None:
    """Return the names of the fields of a model or a dataclass; None for any other type."""
    if is_dataclass(kind):
        return tuple(field.name for field in fields(kind))
    named = getattr(kind, "model_fields", None)  # pydantic's, which need not be loaded for this
    return None if named is None else tuple(named)
