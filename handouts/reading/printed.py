"""Which texts of a model people read on paper, and whether markup is understood in them.

The models say it field by field (`Words`, `Prose`, `Name`); this walks over what was read. Knows no particular model.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from handouts.reading.models.base import Printed
from handouts.reading.text import Text


def printed_texts(model: BaseModel) -> Iterator[tuple[Text, Printed]]:
    """Yield every text of *model* that people read, and how, in the order of its fields."""
    for name, kind in _printed_fields(type(model)):
        yield from _printed_in(getattr(model, name), kind)


_Kind = tuple[Printed | None, Any]
"""What a value may hold: how it is printed if it is a text, and what its entries are if it has any."""


@cache
def _printed_fields(model: type[BaseModel]) -> tuple[tuple[str, _Kind], ...]:
    kinds = ((name, _kind_of(field.annotation, field.metadata)) for name, field in model.model_fields.items())
    return tuple((name, kind) for name, kind in kinds if kind is not None)


def _kind_of(annotation: Any, notes: Any = ()) -> _Kind | None:
    """Return what a value of type *annotation* may hold that is printed; None when nothing of it ever is."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _kind_of(arguments[0], arguments[1:])
    if origin in (Union, UnionType):
        kinds = [kind for argument in arguments if (kind := _kind_of(argument, notes)) is not None]
        return kinds[0] if kinds else None
    if origin in (list, tuple, dict):
        inside = _kind_of(arguments[-1])
        return None if inside is None else (None, inside)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return (None, None)
    printed = next((note for note in notes if isinstance(note, Printed)), None)
    return None if printed is None else (printed, None)


def _printed_in(value: Any, kind: _Kind) -> Iterator[tuple[Text, Printed]]:
    printed, inside = kind
    if isinstance(value, BaseModel):
        yield from printed_texts(value)
    elif isinstance(value, Text):
        if printed is not None:
            yield value, printed
    elif isinstance(value, list | tuple | dict) and inside is not None:
        for each in value.values() if isinstance(value, dict) else value:
            yield from _printed_in(each, inside)
