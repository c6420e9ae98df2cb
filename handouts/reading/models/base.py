"""What every model of content has in common: unknown keys are refused, and values are never changed afterwards."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import core_schema

from handouts.reading.text import Text


class Model(BaseModel):
    """A mapping of content. An unknown key is an error, so that a misspelt one is never lost silently."""

    # Deferred: a model within a model is built with it, and not a second time for itself (a third less CPU).
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True)

    short_form: ClassVar[str | None] = None
    """The key that a plain text in the place of this mapping stands for, if it may be written so."""


Entry = TypeVar("Entry")


class Listed(list[Entry]):
    """A list that is a kind of content of its own, told by its type. In a file it is a plain list."""

    written: ClassVar[Any]
    """The type of the plain list."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(cls, handler.generate_schema(cls.written))


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _as_item(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


OneOrMore = BeforeValidator(_as_list)
"""Allows a single text where a list is meant."""

Condition = dict[Text, Annotated[list[Text], OneOrMore, Field(min_length=1)]]
"""``when``: for each option the choices that satisfy it; all options must be satisfied. The choice
``unanswered`` stands for an option that nobody has answered."""
