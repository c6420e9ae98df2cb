"""What a text is for, told by its type: read aloud to a patient, looked up, or for the staff alone.

A model gives each of its texts one of these types; validation checks the text and keeps its place. Whoever walks over
content finds the texts of one role by their type. Knows nothing of YAML or of the models.
"""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic_core import core_schema

from handouts.reading.ids import id_fault
from handouts.reading.text import Text


class _Role(Text):
    """A text that must say something, unless its type allows an empty one."""

    __slots__ = ()
    may_be_empty: ClassVar[bool] = False

    @classmethod
    def checked(cls, text: str) -> None:
        """Raise ValueError when *text* cannot have this role."""
        if not cls.may_be_empty and not text.strip():
            raise ValueError("should not be empty")

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        """Make it of any text, at the same place; what a wrong value is told is the same for all texts."""

        def made(value: Any) -> _Role:
            if not isinstance(value, str):
                raise ValueError("should be text")
            cls.checked(value)
            if isinstance(value, Text):
                return cls(value, value.place, value.block, value.plain, value.last_line)
            return cls(value)

        return core_schema.no_info_plain_validator_function(
            made, json_schema_input_schema=core_schema.str_schema()
        )


class Printed(_Role):
    """Text that people read. ``markup``: bold, links and ``{{ … }}`` are understood in it."""

    __slots__ = ()
    markup: ClassVar[bool] = False


class Words(Printed):
    """Text that is printed letter by letter."""

    __slots__ = ()


class Value(Words):
    """The same, but it may be empty: a value that the clinic has not given yet."""

    __slots__ = ()
    may_be_empty = True


class StaffWords(Printed):
    """Text that the clinic's own people read, and no patient."""

    __slots__ = ()


class Prose(Printed):
    """Text that is printed, with markup."""

    __slots__ = ()
    markup = True


class Cell(Prose):
    """The same, but it may be empty."""

    __slots__ = ()
    may_be_empty = True


class Name(_Role):
    """Text that is looked up and not printed."""

    __slots__ = ()


class IconName(Name):
    """The name of a pictogram."""

    __slots__ = ()


class RegionName(Name):
    """The name of a place on the body map."""

    __slots__ = ()


class Id(Name):
    """A name that some part goes by, in files and addresses too."""

    __slots__ = ()

    @classmethod
    def checked(cls, text: str) -> None:
        """Raise ValueError when *text* cannot be an id on every system."""
        super().checked(text)
        fault = id_fault(text)
        if fault is not None:
            raise ValueError(f'the id "{text[:40]}" {fault[0]}', fault[1])
