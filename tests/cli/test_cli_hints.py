"""A hint works: each message's hint that a machine can follow is followed, and the file then builds without a word of it.

The mistakes are those of `test_cli_messages`, and some whose hints used to mislead. A hint that needs a person (what a text
should say, which picture to use) is left to people.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from cli.test_cli_messages import BLOCK, MISTAKES, STEP, Spoil, edit
from small_library import BRAND_FILE, PROCEDURE_FILE, ROOT, write_library

from handouts.delivering.build import build_one
from handouts.problems import Place, Problem
from handouts.reading.library import Library
from handouts.tailoring.request import Request

MORE: dict[str, Spoil] = {
    "colon-at-the-end": edit(PROCEDURE_FILE, STEP, "- Call us if:"),
    "colon-in-a-block": edit(PROCEDURE_FILE, BLOCK, "- Note: call us"),
    "greater-than": edit(PROCEDURE_FILE, STEP, "- > 5 days of rest"),
    "dash-behind-a-colon": edit(PROCEDURE_FILE, STEP, "- Bring: - your card"),
    "colour-without-quotes": edit(BRAND_FILE, "primary: teal", "primary: #25406A"),
    "entity": edit(PROCEDURE_FILE, STEP, "- Take &frac12; tablet"),
    "link": edit(PROCEDURE_FILE, STEP, '- "See [us](http://x.example/a)"'),
    "mojibake": edit(PROCEDURE_FILE, STEP, "- Donâ€™t eat"),
}  # fmt: skip

ALL = {**MISTAKES, **MORE}
Change = Callable[[str, int, re.Match[str], Problem], str]
"""Returns the text of the file, changed; given that text, the offset of the problem, what matched, and the problem."""


def wrong_word(problem: Problem) -> str:
    return str(re.findall(r'"([^"]*)"', problem.message)[-1])


def replace_word(text: str, at: int, found: re.Match[str], problem: Problem) -> str:
    wrong, right = problem.message, found[1]
    quoted = re.findall(r'"([^"]*)"', wrong)
    for word in reversed(quoted):
        here = re.compile(rf"[\w.]*{re.escape(word)}" if "." in right else re.escape(word)).search(text, at)
        if here:
            return text[: here.start()] + right + text[here.end() :]
    return text


def quote_text(text: str, at: int, _found: re.Match[str], _problem: Problem) -> str:
    """Put the text of the line of *at*, from behind its key and its dash, in quotes."""
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    lead = re.match(r"\s*(?:- )?(?:[a-z_]+: )?(?:\{.*: )?", text[start:end])
    assert lead is not None
    begin = start + lead.end()
    if "{" in lead[0]:
        end -= 1
    return f'{text[:begin]}"{text[begin:end]}"{text[end:]}'


def in_place_of_word(text: str, at: int, written: str, problem: Problem) -> str:
    return text[:at] + written + text[at + len(wrong_word(problem)) :]


def to_line_end(text: str, at: int, written: str) -> str:
    return text[:at] + written + text[text.find("\n", at) :]


MECHANICAL: dict[str, Change] = {
    r'did you mean "(.+)"\?$': replace_word,
    r'^write "(#\w+)", with': lambda text, at, found, problem: in_place_of_word(
        text, at, f'"{found[1]}"', problem
    ),
    r"^known: ([\w-]+)": replace_word,
    r'^the \w+ view has it: write "view: (\w+)"': lambda text, at, found, problem: re.sub(
        r"view: \w+", f"view: {found[1]}", text
    ),
    r'^put the text in quotes: (".+")$': lambda text, at, found, problem: to_line_end(text, at, found[1]),
    r"^write (\{.+: .+\})$": lambda text, at, found, problem: to_line_end(text, at, found[1]),
    r'^write (text: ".+")$': lambda text, at, found, problem: to_line_end(text, at, found[1]),
    r"^put (?:the whole text|the text|a value that begins with #) in quotes(?! when it begins)": quote_text,
    r"^write straight quotes: (.+)$": lambda text, at, found, problem: to_line_end(text, at, found[1]),
    r'^write "([^"]+)" for "([^"]+)"$': lambda text, at, found, problem: text.replace(found[2], found[1]),
    r'^write the file .*, or take "(\w+)" out': lambda text, at, found, problem: re.sub(rf", {found[1]}\b", "", text),
    r"^write (https://.+)$": lambda text, at, found, problem: re.sub(r'"https://.*"', f'"{found[1]}"', text),
    r"^write (\{\{ .+ \}\}|\[.+\]\(https://.+\)|\S)$": lambda text, at, found, problem: (
        in_place_of_word(text, at, found[1], problem)
    ),
    r"^remove it$": lambda text, at, found, problem: text[:at] + text[at + 1 :],
    r"^keep one of them$": lambda text, at, found, problem: text[:at] + text[text.find("\n", at) + 1 :],
    r"^use two spaces for each step$": lambda text, at, found, problem: text.replace("\t", "    "),
    r"^write six digits": lambda text, at, found, problem: text.replace(wrong_word(problem), "#0b5a5e"),
    r"^write a value, or take the key out": lambda text, at, found, problem: to_line_end(text, at, "summary: One."),
    r'^add "(\w+):" to this file$': lambda text, at, found, problem: f"{found[1]}: New\n{text}",
    r"^begin the address with https://": lambda text, at, found, problem: re.sub(
        r"url: .*", 'url: "https://north.example.com/"', text
    ),
    r"^write it like \{\{ (clinic\.phone) \}\}": lambda text, at, found, problem: re.sub(
        r"\{\{.*?(?:\}\}|(?= with))", "{{ clinic.phone }}", text
    ),
    r"^write it in the place of the brackets": lambda text, at, found, problem: re.sub(
        r"\[.*\](?=\")", "We wait", text
    ),
}  # fmt: skip


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_library(tmp_path / "data")


def problems_of(data: Path) -> list[Problem]:
    library = Library(data, ROOT / "fonts")
    clinic = library.clinic("north").value
    languages = [str(code) for code in clinic.languages] if clinic else ["en"]
    results = [build_one(library, Request("knee-injection", "north", code)) for code in languages]
    return [problem for result in results for problem in result.problems]


def offset_of(place: Place) -> int:
    lines = place.source.text.splitlines(keepends=True)
    return sum(len(line) for line in lines[: place.line - 1]) + place.column - 1


def follow(data: Path, problem: Problem) -> bool:
    """Do what the hint of *problem* says, in its file; return whether a machine can."""
    for pattern, change in MECHANICAL.items():
        found = re.search(pattern, problem.hint or "")
        if found and problem.place and problem.place.source.text:
            file = Path(problem.place.source.name)
            text = file.read_text(encoding="utf-8")
            file.write_text(change(text, offset_of(problem.place), found, problem), encoding="utf-8")
            return True
    return False


@pytest.mark.parametrize("name", ALL)
def test_a_hint_that_is_followed_makes_the_file_pass(
    name: str, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    ALL[name](data)
    before = problems_of(data)
    assert before, "the mistake is not told"
    told = problems = before
    for _ in range(3):
        if not problems or not follow(data, problems[0]):
            break
        problems = problems_of(data)
    if name in MORE:
        assert problems != told, f"no machine can follow: {told[0].hint}"
    if problems != told:
        assert [problem.describe() for problem in problems] == []


def test_most_hints_can_be_followed_by_a_machine(data: Path) -> None:
    followed = 0
    for name, spoil in ALL.items():
        folder = write_library(data.parent / name)
        spoil(folder)
        problems = problems_of(folder)
        followed += any(re.search(pattern, problems[0].hint or "") for pattern in MECHANICAL)
    assert followed >= 55
