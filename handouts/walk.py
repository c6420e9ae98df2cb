"""One walk over content and over handouts: every value in one, with what it is part of.

Whoever asks for all texts, icons, conditions or ids asks here. The parts are found in the fields of models and
dataclasses and in what lists and mappings hold, so a new kind of block needs no line in this module. What a text is for
is told by its type. Knows no particular model, and no field by its name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter, methodcaller
from typing import Any, TypeVar

from handouts.problems import Place

Value = TypeVar("Value")
Owners = tuple[Any, ...]
"""What a value is part of: models, dataclasses, lists and mappings, the outermost first."""


def walk(part: object, whole: type | tuple[type, ...] = ()) -> Iterator[tuple[Any, Owners]]:
    """Yield *part* and every value in it with its owners, in reading order: each before its own parts.

    Nothing (None) is passed over. Values of the types *whole* are yielded and not looked into, and so is a `Place`:
    where something is written is no part of it.
    """
    stack: list[tuple[Any, Owners]] = [(part, ())]
    while stack:
        value, owners = stack.pop()
        yield value, owners
        parts_of = None if isinstance(value, whole) else _parts_of(value.__class__)
        if parts_of is not None:
            around = (*owners, value)
            inside = [(each, around) for each in parts_of(value) if each is not None]
            stack += reversed(inside)


def every(kind: type[Value], part: object) -> Iterator[Value]:
    """Yield every value of the type *kind* in *part*, in reading order; what is in such a value is not looked into."""
    for value, _owners in walk(part, kind):
        if isinstance(value, kind):
            yield value


@cache
def _parts_of(kind: type) -> Callable[[Any], Iterable[Any]] | None:
    """Return what gives the parts of a value of the type *kind*; None when such a value has none."""
    if issubclass(kind, Place):
        return None
    if is_dataclass(kind):
        return _fields_of(tuple(field.name for field in fields(kind)))
    if hasattr(kind, "model_fields"):  # pydantic's, which need not be loaded for this
        return _fields_of(tuple(kind.model_fields))
    if issubclass(kind, list | tuple):
        return iter
    return methodcaller("values") if issubclass(kind, Mapping) else None


def _fields_of(names: tuple[str, ...]) -> Callable[[Any], Iterable[Any]] | None:
    if len(names) > 1:
        return attrgetter(*names)
    return (lambda value: (getattr(value, names[0]),)) if names else None
