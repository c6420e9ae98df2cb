"""What a person reads when something is wrong: every mistake has its own message, kept as a reference file.

Each case spoils one thing in a small library and builds. `--update-references` writes the references anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from small_library import BRAND_FILE, CLINIC_FILE, LOGO_FILE, PROCEDURE_FILE, change, write_library

from handouts.cli.main import main

REFERENCES = Path(__file__).resolve().parents[1] / "reference" / "messages"
Spoil = Callable[[Path], None]


def edit(file: str, old: str, new: str) -> Spoil:
    return lambda data: change(data / file, old, new)


def write(file: str, content: str | bytes) -> Spoil:
    whole = content if isinstance(content, bytes) else content.encode("utf-8")

    def spoil(data: Path) -> None:
        (data / file).write_bytes(whole)

    return spoil


def remove(file: str) -> Spoil:
    return lambda data: (data / file).unlink()


def several(*spoils: Spoil) -> Spoil:
    def spoil(data: Path) -> None:
        for each in spoils:
            each(data)

    return spoil


def svg(inside: str) -> Spoil:
    return write(LOGO_FILE, f'<svg viewBox="0 0 60 20">\n  {inside}\n</svg>\n')


LANGUAGE_FILE = "languages/en.yaml"
BLOCK = '- text: "Call {{ clinic.phone }} with questions."'
STEP = "- We clean your knee."
URL = '"https://north.example.com/visit?for={procedure}"'

MISTAKES: dict[str, Spoil] = {
    # the file
    "empty-file": write(PROCEDURE_FILE, ""),
    "not-a-mapping": write(PROCEDURE_FILE, "- title\n- summary\n"),
    "file-too-large": write(PROCEDURE_FILE, b"title: " + b"a" * 3_000_000),
    "not-utf-8": write(PROCEDURE_FILE, b"title: Knee\nsummary: caf\xe9\n"),
    "odd-character": edit(PROCEDURE_FILE, "title: Knee", "title: \x07Knee"),
    "tab-indentation": edit(PROCEDURE_FILE, "    heading: Get ready", "\theading: Get ready"),
    "duplicate-key": edit(PROCEDURE_FILE, "facts:", "title: Hip injection\nfacts:"),
    "merge-key": edit(PROCEDURE_FILE, "facts:", "<<: {a: b}\nfacts:"),
    "odd-key": edit(PROCEDURE_FILE, "facts:", "{a: b}: c\nfacts:"),
    "unknown-alias": edit(PROCEDURE_FILE, "title: Knee injection", "title: *knee"),
    "endless-alias": edit(PROCEDURE_FILE, "facts:", "also_known_as: &all [*all]\nfacts:"),
    "too-many-values": write(
        PROCEDURE_FILE,
        "a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
        "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\n"
        "e: [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\n",
    ),
    "too-deep": write(PROCEDURE_FILE, "title: " + "[" * 60 + "]" * 60),
    "several-documents": edit(PROCEDURE_FILE, "facts:", "---\nfacts:"),
    "unclosed-quote": edit(PROCEDURE_FILE, STEP, '- "We clean your knee.'),
    "colon-in-text": edit(PROCEDURE_FILE, STEP, "- text: We clean: your knee."),
    "text-begins-with-at": edit(PROCEDURE_FILE, STEP, "- @home"),
    "hash": edit(PROCEDURE_FILE, STEP, "- Take dose #1 at 8 PM and dose #2 at 4 AM"),
    "hash-in-broken-yaml": edit(PROCEDURE_FILE, STEP, "- {id: suite, text: Go to suite #200}"),
    "hash-at-the-beginning": edit(PROCEDURE_FILE, STEP, "- #1 is to clean"),
    "comment-near-a-text": edit(PROCEDURE_FILE, STEP, "- Take the pill # with water"),
    "text-begins-with-a-mark": edit(PROCEDURE_FILE, STEP, "- !Do not eat"),
    "text-begins-with-and": edit(PROCEDURE_FILE, STEP, "- &Do not eat"),
    "curly-quotes": edit(PROCEDURE_FILE, STEP, "- “We clean your knee.”"),
    # its shape
    "colon-in-an-item": edit(PROCEDURE_FILE, STEP, "- Pain: burning"),
    "colon-in-a-fact": edit(
        PROCEDURE_FILE, "- {icon: clock, label: How long, text: 20 minutes}", "- How long: 20 minutes"
    ),
    "unknown-key": edit(PROCEDURE_FILE, "title:", "titel:"),
    "missing-key": edit(PROCEDURE_FILE, "title: Knee injection\n", ""),
    "wrong-number": edit(PROCEDURE_FILE, BLOCK, "- write_in: {lines: many}"),
    "number-too-large": edit(PROCEDURE_FILE, BLOCK, "- write_in: {lines: 99}"),
    "wrong-choice": edit(PROCEDURE_FILE, BLOCK, "- callout: {kind: emergancy, text: x}"),
    "not-a-list": edit(PROCEDURE_FILE, "- steps:\n          - You lie down.\n          - We clean your knee.", "- steps: x"),
    "two-kinds-in-a-block": edit(PROCEDURE_FILE, BLOCK, "- {text: a, bullets: [b]}"),
    "unknown-kind-of-block": edit(PROCEDURE_FILE, BLOCK, "- bulets: [a]"),
    "empty-value": edit(PROCEDURE_FILE, "summary: A shot in your knee that may ease pain for a time.", "summary:"),
    "lost-to-a-comment": edit(PROCEDURE_FILE, "title: Knee injection", "title: #1 in knees"),
    "uneven-table": edit(PROCEDURE_FILE, BLOCK, "- table: {columns: [a, b], rows: [[a]]}"),
    "empty-callout": edit(PROCEDURE_FILE, BLOCK, "- callout: {kind: note}"),
    "several-at-once": several(
        edit(PROCEDURE_FILE, "title:", "titel:"),
        edit(PROCEDURE_FILE, BLOCK, "- bulets: [a]"),
        edit(CLINIC_FILE, "name:", "nam:"),
    ),
    # what it says
    "unknown-name": edit(PROCEDURE_FILE, "clinic.phone", "clinic.phon"),
    "unknown-function": edit(PROCEDURE_FILE, "clinic.phone", "befor(hours=6)"),
    "statement": edit(PROCEDURE_FILE, "Call {{ clinic.phone }}", "{% if x %}Call{% endif %}"),
    "unclosed-expression": edit(PROCEDURE_FILE, "{{ clinic.phone }}", "{{ clinic.phone"),
    "wrong-expression": edit(PROCEDURE_FILE, "clinic.phone", "before(hours='x')"),
    "no-text": edit(PROCEDURE_FILE, "{{ clinic.phone }}", "{{ before }}"),
    "whole-clinic": edit(PROCEDURE_FILE, "clinic.phone", "clinic"),
    "time-without-unit": edit(PROCEDURE_FILE, "clinic.phone", "before(6)"),
    "unknown-unit": edit(PROCEDURE_FILE, "clinic.phone", "before(hour=6)"),
    "endless-text": edit(PROCEDURE_FILE, "clinic.phone", "'x' * 1000000000"),
    "method-of-a-text": edit(PROCEDURE_FILE, "clinic.phone", "clinic.phone.zfill(1000000000)"),
    "unknown-filter": edit(PROCEDURE_FILE, "clinic.phone", "clinic.phone|center(1000000000)"),
    "unsafe-expression": edit(PROCEDURE_FILE, "clinic.phone", "clinic.__class__.__mro__"),
    "cut-word": edit(PROCEDURE_FILE, STEP, "- We clean your knee with " + "Pneumono" * 12 + "."),
    "single-braces": edit(PROCEDURE_FILE, "{{ clinic.phone }}", "{clinic.phone}"),
    "half-bold": edit(PROCEDURE_FILE, STEP, "- We clean **only your knee."),
    "markdown": edit(PROCEDURE_FILE, STEP, "- We *clean* your knee."),
    "html": edit(PROCEDURE_FILE, STEP, "- We <b>clean</b> your&nbsp;knee."),
    "no-link": edit(PROCEDURE_FILE, STEP, '- "See [us](http://north.example.com/a)."'),
    "bare-address": edit(PROCEDURE_FILE, STEP, "- See www.north.example.com."),
    "blank": edit(PROCEDURE_FILE, STEP, '- "Call [PHONE NUMBER] on [DATE]."'),
    "note-to-oneself": edit(PROCEDURE_FILE, STEP, '- "TODO: the dose"'),
    "gap": edit(PROCEDURE_FILE, STEP, "- Take ____ mg."),
    "list-in-a-text": edit(PROCEDURE_FILE, BLOCK, "- text: |\n          Stop:\n          - Aspirin\n          - Warfarin"),
    "lines-run-together": edit(PROCEDURE_FILE, BLOCK, "- text: |\n          Morning: one\n          Night: two"),
    "damaged-letters": edit(PROCEDURE_FILE, STEP, "- Donâ€™t take Â½ tablet."),
    "unseen-escape": edit(PROCEDURE_FILE, STEP, "- Don\\u2019t eat."),
    "emoji": edit(PROCEDURE_FILE, STEP, "- We clean your knee \U0001f600."),
    "unwritten": edit(PROCEDURE_FILE, STEP, '- "[What happens then]"'),
    "unknown-icon": edit(PROCEDURE_FILE, "icon: clothes", "icon: cloths"),
    "unknown-region": edit(PROCEDURE_FILE, "facts:", "body_map: {view: back, regions: [lower-bak]}\nfacts:"),
    "icon-by-another-word": edit(PROCEDURE_FILE, "icon: clothes", "icon: car"),
    "region-of-the-other-view": edit(
        PROCEDURE_FILE, "facts:", "body_map: {view: front, regions: [lower-back]}\nfacts:"
    ),
    "region-without-a-side": edit(PROCEDURE_FILE, "facts:", "body_map: {view: front, regions: [knee]}\nfacts:"),
    "unknown-option": edit(PROCEDURE_FILE, "when: {sedation:", "when: {sedaton:"),
    "unknown-choice": edit(PROCEDURE_FILE, 'when: {sedation: "yes"}', 'when: {sedation: "yess"}'),
    # the clinic
    "script-as-address": edit(CLINIC_FILE, URL, "javascript:alert(1)"),
    "http-address": edit(CLINIC_FILE, URL, '"http://north.example.com/"'),
    "address-too-long": edit(CLINIC_FILE, "visit?for", "x" * 400),
    "address-misspelt": edit(CLINIC_FILE, "{procedure}", "{proceedure}"),
    "address-begins-twice": edit(CLINIC_FILE, "https://north", "https://https://north"),
    "address-with-a-dash": edit(CLINIC_FILE, "visit?for", "vis–it?for"),
    "address-with-an-unseen-sign": edit(CLINIC_FILE, "visit?for", "visit\u200b?for"),
    "address-that-no-font-has": edit(CLINIC_FILE, "visit?for", "予約?for"),
    "no-code": edit(CLINIC_FILE, "{procedure}", "{{ procedure.code }}"),
    "unused-code": edit(CLINIC_FILE, "scheduling:", "procedures: {knee-injection: {code: K7}}\nscheduling:"),
    "code-of-no-procedure": edit(CLINIC_FILE, "scheduling:", "procedures: {knee-injecton: {}}\nscheduling:"),
    "language-without-a-file": edit(CLINIC_FILE, "scheduling:", "languages: [en, es]\nscheduling:"),
    "braces-in-a-fact": edit(CLINIC_FILE, "1 Example Road", '"{{ clinic.name }}"'),
    "marks-in-a-name": edit(CLINIC_FILE, "North Clinic", "North **Clinic**"),
    "no-phone": edit(CLINIC_FILE, "phones:\n  - {label: Desk, number: 555-0100}", "phones: []"),
    "unknown-paper": edit(CLINIC_FILE, "scheduling:", "defaults: {paper: leter}\nscheduling:"),
    "emoji-in-a-name": edit(CLINIC_FILE, "North Clinic", "North \U0001f600 Clinic"),
    # the language
    "missing-word": edit(LANGUAGE_FILE, "  patient: Patient\n", ""),
    "word-that-is-not-filled-in": edit(LANGUAGE_FILE, "Page {page} of", "Page {pgae} of"),
    "weekday-left-out": edit(LANGUAGE_FILE, '"EEEE, MMMM\\u00a0d"', '"MMMM d"'),
    # the brand
    "missing-logo": remove(LOGO_FILE),
    "logo-of-no-picture": edit(BRAND_FILE, "logo: logo.svg", "logo: {meduim: logo.svg}"),
    "logo-outside": edit(BRAND_FILE, "logo: logo.svg", "logo: ../logo.svg"),
    "logo-of-another-kind": several(
        write("clinics/north/logo.gif", b"GIF89a"), edit(BRAND_FILE, "logo: logo.svg", "logo: logo.gif")
    ),
    "damaged-logo": several(
        write("clinics/north/logo.png", b"\x89PNG\r\n\x1a\n damaged"),
        edit(BRAND_FILE, "logo: logo.svg", "logo: logo.png"),
    ),
    "svg-not-xml": write(LOGO_FILE, '<svg viewBox="0 0 60 20">\n  <path d="M0 0H60"\n</svg>\n'),
    "svg-without-drawing": svg("<title>North</title>"),
    "svg-with-text": svg("<text>North</text><path d='M0 0H60V20Z'/>"),
    "unknown-colour": edit(BRAND_FILE, "primary: teal", "primary: tael"),
    "wrong-colour": edit(BRAND_FILE, '"#0B5A5E"', '"#0B5A5"'),
    "colour-without-its-sign": edit(BRAND_FILE, '"#0B5A5E"', "FFF3A3"),
    "endless-colour": edit(BRAND_FILE, "primary: teal", "primary: secondary\n  secondary: primary"),
    "font-not-here": edit(BRAND_FILE, "base: Source Sans 3", "base: Comic Sans"),
    "missing-font-file": edit(
        BRAND_FILE, "{base: Source Sans 3}", "{base: B, fonts: [{family: B, source: file, files: [b.ttf]}]}"
    ),
    "damaged-font": several(
        write("clinics/north/b.ttf", b"\0\1\0\0 damaged"),
        edit(
            BRAND_FILE, "{base: Source Sans 3}", "{base: B, fonts: [{family: B, source: file, files: [b.ttf]}]}"
        ),
    ),
    "wrong-weight": edit(
        BRAND_FILE,
        "{base: Source Sans 3}",
        "{base: B, fonts: [{family: B, source: file, files: [{path: logo.svg, weight: heavy}]}]}",
    ),
}  # fmt: skip
WARNINGS = {
    "font-not-here",
    "unwritten",
    "cut-word",
    "svg-without-drawing",
    "comment-near-a-text",
    "bare-address",
    "gap",
    "lines-run-together",
    "unused-code",
    "marks-in-a-name",
}

ARGUMENTS: dict[str, list[str]] = {
    "no-such-procedure": ["build", "knee-injecton"],
    "no-such-clinic": ["build", "--clinic", "nort"],
    "no-such-language": ["build", "--language", "fr"],
    "no-such-option": ["build", "--option", "sedaton=yes"],
    "no-such-answer": ["build", "--option", "sedation=maybe"],
    "already-there": ["new", "clinic", "North"],
    "name-without-letters": ["new", "clinic", "!!!"],
    "output-among-sources": ["build", "--out", "data/clinics"],
    "output-is-a-device": ["build", "knee-injection", "--out", "nul.pdf"],
    "data-inside-itself": ["new", "data", "data/own"],
    "not-a-language": ["new", "procedure", "Hip injection", "--language", "../en"],
}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the small library, in the current folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return write_library(tmp_path / "data")


def test_the_small_library_has_no_mistake(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", "data", "build"]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_said_as_in_its_reference(
    name: str,
    data: Path,
    capsys: pytest.CaptureFixture[str],
    assert_as_reference: Callable[[str, str], None],
) -> None:
    MISTAKES[name](data)
    status = main(["--data", "data", "build"])
    said = capsys.readouterr().err
    assert status == (0 if name in WARNINGS else 1), said
    assert re.match(r"data/\S+:[1-9]\d*:[1-9]\d*: (error|warning): ", said), said
    assert_as_reference(f"messages/{name}.txt", said)


@pytest.mark.parametrize("name", ARGUMENTS)
def test_a_name_that_is_not_there_is_said_as_in_its_reference(
    name: str,
    data: Path,
    capsys: pytest.CaptureFixture[str],
    assert_as_reference: Callable[[str, str], None],
) -> None:
    assert main(["--data", "data", *ARGUMENTS[name]]) == 1
    assert_as_reference(f"messages/{name}.txt", capsys.readouterr().err.replace("\\", "/"))


def test_a_bad_epoch_is_said_as_in_its_reference(
    data: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    assert_as_reference: Callable[[str, str], None],
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert main(["--data", "data", "build"]) == 1
    assert_as_reference("messages/bad-epoch.txt", capsys.readouterr().err)


def test_every_reference_is_of_a_mistake_that_is_tried() -> None:
    tried = {*MISTAKES, *ARGUMENTS, "bad-epoch"}
    assert {file.stem for file in REFERENCES.glob("*.txt")} == tried
