"""The walk over content finds every value in reading order, and each block is found and told apart by its type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from every_block import NAME, ROOT, write_every_block

from handouts.problems import Place, Source
from handouts.reading.library import Library
from handouts.reading.models.base import Listed
from handouts.reading.models.procedure import (
    Block,
    BlockContent,
    Checklist,
    ChecklistGroup,
    Item,
    Procedure,
    Section,
)
from handouts.reading.roles import IconName, Prose
from handouts.reading.text import Text
from handouts.tailoring.handout import BodyMap, Entry, RichText, Run, Steps
from handouts.walk import every, walk

NO_ROLE = {
    "when": "names options and choices, and is found with what may not apply",
    "otherwise": "is empty where it has no role of its own",
    "until": "is a time of day",
    "options": "names options",
}
"""Fields of a procedure whose texts have no role, and why that is right."""


def procedure(data: Path) -> Procedure:
    return Library(data, data).procedure(NAME, "en").require()


def test_every_text_of_a_procedure_is_met_in_the_order_of_its_file(tmp_path: Path) -> None:
    data = write_every_block(tmp_path / "data")
    met = [text for text in every(Prose, procedure(data)) if text]
    assert [text.place.line for text in met] == sorted(text.place.line for text in met)
    assert {"Every kind of block", "Step one", "Bring your list.", "Evening", "One", "Ask us."} <= set(met)


def test_a_value_comes_with_all_that_it_is_part_of(tmp_path: Path) -> None:
    data = write_every_block(tmp_path / "data")
    (owners,) = (
        owners
        for value, owners in walk(procedure(data))
        if isinstance(value, IconName) and value == "clothes"
    )
    kinds = [type(owner) for owner in owners if type(owner) is not list]
    assert kinds[:3] == [Procedure, Section, Block]
    assert [kind for kind in kinds if kind in (Checklist, ChecklistGroup, Item)] == [
        Checklist,
        ChecklistGroup,
        Item,
    ]


def test_a_handout_is_walked_as_content_is() -> None:
    said = RichText((Run("Rest."),))
    assert list(every(RichText, (Steps((Entry(said),)), {"key": said}))) == [said, said]


def test_where_something_is_written_is_no_part_of_it() -> None:
    place = Place(Source("a.yaml", "words of the whole file"))
    met = [value for value, _ in walk(BodyMap("front", (), "read aloud", place))]
    assert "read aloud" in met
    assert "a.yaml" not in met and "words of the whole file" not in met


def test_a_block_can_be_what_its_type_says_and_nothing_else() -> None:
    kinds = [kind for name in Block.kinds() for kind in types_in(Block.model_fields[name].annotation)]
    assert kinds == list(get_args(BlockContent))


def types_in(annotation: Any) -> list[Any]:
    return [kind for kind in get_args(annotation) if kind is not type(None)]


def test_every_text_of_a_procedure_has_a_role() -> None:
    assert set(plain_texts(Procedure)) <= set(NO_ROLE)


def plain_texts(annotation: Any, name: str = "") -> Iterator[str]:
    """Yield the field of each text in a type that only says that it is text."""
    if annotation in (Text, str):
        yield name
    elif isinstance(annotation, type) and issubclass(annotation, Listed):
        yield from plain_texts(annotation.written, name)
    elif hasattr(annotation, "model_fields"):
        for each, field in annotation.model_fields.items():
            yield from plain_texts(field.annotation, each)
    else:
        inner = get_args(annotation)
        for each in inner if isinstance(inner, tuple) else ():
            yield from plain_texts(each, name)


def test_the_recipe_for_a_block_names_files_that_are_there() -> None:
    recipe = (ROOT / "handouts" / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:handouts|tests)/[\w/.]+)`", recipe)
    assert len(named) > 10
    assert [name for name in named if not (ROOT / name).exists()] == []
