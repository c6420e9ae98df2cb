"""Where a part of a text is in its file is known to the column, whichever of YAML's ways it is written in."""

from __future__ import annotations

from typing import Literal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from handouts.problems import Source
from handouts.reading.nodes import parse_yaml
from handouts.reading.positions import place_within, written_lines
from handouts.reading.text import Text

Style = Literal["'", '"', "|", ">"] | None
STYLES: tuple[Style, ...] = (None, "'", '"', "|", ">")
words = st.text(st.sampled_from("abz'\"\\é—#:&!-0\u00a0\u2003\u0085\t😀"), min_size=1, max_size=8)
texts = st.lists(words, min_size=1, max_size=12).map(" ".join) | st.lists(words, min_size=1, max_size=6).map(
    "\n".join
)


def written(text: str, style: Style, width: int, ascii_only: bool, depth: int) -> Text:
    """Return *text* as it is read back from a file that has it in *style*, folded at *width*, *depth* levels deep."""
    value: object = text
    for _ in range(depth):
        value = {"inner": [value]}
    file = yaml.dump(
        {"before": "x", "key": value}, default_style=style, width=width, allow_unicode=not ascii_only
    )
    found: object = parse_yaml(Source("a.yaml", file)).data
    for _ in range(depth):
        assert isinstance(found, dict)
        found = found["key" if "key" in found else "inner"]
        if isinstance(found, dict):
            found = found["inner"]
        assert isinstance(found, list)
        found = found[0]
    if depth == 0:
        assert isinstance(found, dict)
        found = found["key"]
    assert isinstance(found, Text)
    return found


def sign_at(text: Text, offset: int) -> str:
    """Return the character that the file has where the one at *offset* of *text* should be, its escape undone."""
    place = place_within(text, offset)
    rest = text.place.source.text.splitlines()[place.line - 1][place.column - 1 :]
    if rest.startswith("\\") and not text.plain and not text.block and _quote(text) == '"':
        for length in (2, 4, 6, 10):
            try:
                undone = yaml.safe_load(f'"{rest[:length]}"')
            except yaml.YAMLError:
                continue
            return str(undone)
    return rest[:1]


def _quote(text: Text) -> str:
    return text.place.source.text.splitlines()[text.place.line - 1][text.place.column - 1 :][:1]


@given(texts, st.sampled_from(STYLES), st.integers(8, 80), st.booleans(), st.integers(0, 2))
def test_every_sign_of_a_text_is_found_in_its_file(
    text: str, style: Style, width: int, ascii_only: bool, depth: int
) -> None:
    read = written(text, style, width, ascii_only, depth)
    at = [(offset, place_within(read, offset)) for offset, sign in enumerate(read) if not sign.isspace()]
    assert [sign_at(read, offset) for offset, _ in at] == [sign for sign in read if not sign.isspace()]
    assert [(place.line, place.column) for _, place in at] == sorted(
        {(place.line, place.column) for _, place in at}
    )


@given(texts, st.sampled_from(STYLES), st.integers(8, 80), st.booleans(), st.integers(0, 2))
def test_the_lines_of_a_text_hold_its_words_and_know_where_they_are(
    text: str, style: Style, width: int, ascii_only: bool, depth: int
) -> None:
    read = written(text, style, width, ascii_only, depth)
    lines = written_lines(read)
    # An escape at the end of a line may break a word, so blanks do not count.
    assert "".join("".join(line for line, _ in lines).split()) == "".join(read.split())
    assert all(line == line.strip() for line, _ in lines)
    offset = 0
    for line, place in lines:
        if line:
            offset = read.index(line, offset)
            assert place == place_within(read, offset)
            offset += len(line)


@pytest.mark.parametrize(
    ("file", "part", "at"),
    [
        ("key: One two\n", "two", (1, 10)),
        ("key: 'It''s two'\n", "two", (1, 13)),
        ('key: "A\\u00e9\\tB two"\n', "two", (1, 18)),
        ('key: "A \\\n   two"\n', "two", (2, 4)),
        ("key: One\n  two\n", "two", (2, 3)),
        ("key: |\n  One\n\n  two\n", "two", (4, 3)),
        ("key: >-\n  One\n  two\n", "two", (3, 3)),
        ("key: !!str   One two\n", "two", (1, 18)),
        ("key: &name 'One two'\nother: *name\n", "two", (1, 17)),
    ],
)
def test_a_word_is_found_at_its_line_and_column(file: str, part: str, at: tuple[int, int]) -> None:
    [text, *_] = parse_yaml(Source("a.yaml", file)).data.values()
    place = place_within(text, text.index(part))
    assert (place.line, place.column) == at
