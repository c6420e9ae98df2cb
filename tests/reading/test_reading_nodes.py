"""YAML is read as texts with places, and whatever cannot be used is refused in plain words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.problems import ContentError, Problem, Source
from handouts.reading.nodes import MAX_BYTES, Positioned, decode, parse_yaml, read_yaml
from handouts.reading.text import Text


def read(text: str) -> Positioned:
    return parse_yaml(Source("file.yaml", text))


def problems_of(text: str) -> tuple[Problem, ...]:
    with pytest.raises(ContentError) as refused:
        read(text)
    return refused.value.problems


def only(text: str) -> tuple[str, int, int]:
    (problem,) = problems_of(text)
    assert problem.place is not None
    return problem.code, problem.place.line, problem.place.column


def test_nothing_is_resolved() -> None:
    assert read("a: 7:30\nb: no\nc: 010\nd: 2024-01-01\ne: ~\n").data == {
        "a": "7:30",
        "b": "no",
        "c": "010",
        "d": "2024-01-01",
        "e": "~",
    }


def test_an_empty_value_is_none_but_a_quoted_one_is_text() -> None:
    assert read("a:\nb: ''\n").data == {"a": None, "b": ""}


def test_values_and_keys_know_their_places() -> None:
    positioned = read("a:\n  - b: text\n")
    assert str(positioned.places["a", 0, "b"]) == "file.yaml:2:8"
    assert str(positioned.key_places["a", 0, "b"]) == "file.yaml:2:5"
    assert str(positioned.data[Text("a")][0]["b"].place) == "file.yaml:2:8"


def test_a_block_scalar_says_so() -> None:
    data = read("a: |\n  text\nb: text\n").data
    assert (data[Text("a")].block, data[Text("b")].block) == (True, False)


def test_every_duplicate_key_is_reported_with_the_line_of_the_first() -> None:
    first, second = problems_of("a: 1\nb: 2\na: 3\nb: 4\n")
    assert (first.code, str(first.place)) == ("duplicate-key", "file.yaml:3:1")
    assert "line 1" in first.message
    assert "line 2" in second.message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\n\tb: 2\n", ("tab", 2, 1)),
        ("a:\n\tb: 2\n", ("tab", 2, 1)),
        ("a: &x [*x]\n", ("endless-alias", 1, 4)),
        ("a: *x\n", ("unknown-alias", 1, 4)),
        ("a: &x {b: 1}\nc:\n  <<: *x\n", ("merge-key", 3, 3)),
        ("a: 1\n---\nb: 2\n", ("several-documents", 2, 1)),
        ("- a\n", ("not-a-mapping", 1, 1)),
        ("", ("empty-file", 1, 1)),
        ("a: b: c\n", ("yaml-syntax", 1, 5)),
        ("a: {{ x }}\n", ("odd-key", 1, 5)),
        ("a: \x00\n", ("odd-character", 1, 4)),
        ("a: " + "[" * 900, ("too-deep", 1, 53)),
    ],
)
def test_what_a_file_must_not_hold_is_refused_with_its_place(
    text: str, expected: tuple[str, int, int]
) -> None:
    assert only(text) == expected


def test_nesting_that_the_parser_itself_refuses_is_too_deep_as_well() -> None:
    assert only("a: " + "[" * 5000)[0] == "too-deep"


def test_a_tab_inside_a_text_is_allowed() -> None:
    assert read("a: |\n  one\n  \ttwo\n").data == {"a": "one\n\ttwo\n"}


def test_aliases_that_multiply_are_stopped() -> None:
    text = "k0: &a0 [1]\n" + "".join(f"k{n}: &a{n} [{f'*a{n - 1},' * 9}]\n" for n in range(1, 20))
    assert only(text)[0] == "too-many-values"


def test_aliases_that_nest_are_stopped() -> None:
    text = "k0: &a0 [1]\n" + "".join(f"k{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 3000))
    assert only(text)[0] == "too-deep"


def test_a_missing_file_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as refused:
        read_yaml(tmp_path / "none.yaml")
    assert [problem.code for problem in refused.value.problems] == ["missing-file"]


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_bytes(b"a: " + b"x" * MAX_BYTES)
    with pytest.raises(ContentError) as refused:
        read_yaml(path)
    assert refused.value.problems[0].code == "file-too-large"


def test_a_file_that_is_not_utf8_names_the_place() -> None:
    with pytest.raises(ContentError) as refused:
        decode(b"a: b\nc: d\xe9j\xe0\n", "file.yaml")
    assert (refused.value.problems[0].code, str(refused.value.problems[0].place)) == (
        "not-utf-8",
        "file.yaml:2:5",
    )


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert parse_yaml(decode(b"\xef\xbb\xbfa: b\n", "file.yaml")).data == {"a": "b"}


yaml_like = st.lists(
    st.sampled_from(
        [
            *"abc:-[]{}&*!|>'\"#%@`?,~<= \n\t\r\x00\x85\u2028é",
            "\n  ",
            ": ",
            "- ",
            "&a ",
            "*a",
            "---\n",
            "<<: ",
        ]
    )
).map("".join)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=200), yaml_like.map(lambda text: text.encode("utf-8"))))
def test_any_bytes_are_read_or_refused_in_words(content: bytes) -> None:
    try:
        read = parse_yaml(decode(content, "file.yaml"))
    except ContentError as refused:
        assert refused.problems
        problems = refused.problems
    else:
        assert read.data is not None
        problems = ()
    for problem in problems:
        assert problem.place is not None
        assert problem.describe().startswith("file.yaml:")
