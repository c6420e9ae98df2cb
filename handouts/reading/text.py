"""Text that remembers where it stood.

Every scalar of a YAML file is read as a :class:`Text`: plain characters, never a resolved value, with the
place of its first character. This module knows nothing of YAML or of the models.
"""

from __future__ import annotations

from typing import Any

from pydantic_core import core_schema

from handouts.problems import Place, Source

UNPLACED = Place(Source("<text>"))


class Text(str):
    """A string with ``place``, where it stands in its file.

    ``block``: whether it was a YAML block scalar (``|`` or ``>``), whose text begins on the line after its mark.
    ``plain``: whether it was written without quotes. ``last_line``: the number of the line on which it ends.
    """

    __slots__ = ("block", "last_line", "place", "plain")
    place: Place
    block: bool
    plain: bool
    last_line: int

    def __new__(
        cls,
        value: str,
        place: Place = UNPLACED,
        block: bool = False,
        plain: bool = False,
        last_line: int | None = None,
    ) -> Text:
        self = super().__new__(cls, value)
        self.place = place
        self.block = block
        self.plain = plain
        self.last_line = place.line if last_line is None else last_line
        return self

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        """Accept a Text as it is (so that its place survives validation) and wrap any other string."""

        def keep(value: Any) -> Text:
            if isinstance(value, Text):
                return value
            if isinstance(value, str):
                return Text(value)
            raise ValueError("should be text")

        return core_schema.no_info_plain_validator_function(
            keep, json_schema_input_schema=core_schema.str_schema()
        )
