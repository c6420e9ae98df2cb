"""What every model of content has in common: unknown keys are refused, and values are never changed afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from handouts.reading.ids import id_fault
from handouts.reading.text import Text


class Model(BaseModel):
    """A mapping of content. An unknown key is an error, so that a misspelt one is never lost silently."""

    # Deferred: a model within a model is built with it, and not a second time for itself (a third less CPU).
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True)

    short_form: ClassVar[str | None] = None
    """The key that a plain text in the place of this mapping stands for, if it may be written so."""


def _not_blank(value: Text) -> Text:
    if not value.strip():
        raise ValueError("should not be empty")
    return value


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _as_item(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class Printed:
    """Marks a text that people read. ``markup``: bold, links and ``{{ … }}`` are understood in it."""

    markup: bool = False


Words = Annotated[Text, AfterValidator(_not_blank), Printed()]
"""Text that is printed letter by letter, and must say something."""

Prose = Annotated[Text, AfterValidator(_not_blank), Printed(markup=True)]
"""Text that is printed, with markup, and must say something."""

Cell = Annotated[Text, Printed(markup=True)]
"""The same, but it may be empty."""

Name = Annotated[Text, AfterValidator(_not_blank)]
"""Text that is looked up and not printed, and must say something."""


def _usable(value: Text) -> Text:
    fault = id_fault(value)
    if fault is not None:
        raise ValueError(f'the id "{value[:40]}" {fault[0]}', fault[1])
    return value


Id = Annotated[Name, AfterValidator(_usable)]
"""A name that some part goes by, in files and addresses too."""

OneOrMore = BeforeValidator(_as_list)
"""Allows a single text where a list is meant."""

Condition = dict[Text, Annotated[list[Text], OneOrMore, Field(min_length=1)]]
"""``when``: for each option the choices that satisfy it; all options must be satisfied. The choice
``unanswered`` stands for an option that nobody has answered."""
