"""Near misses of markup are told at their place with a fix that works; what people write to patients is left alone."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.checks.wording import wording_problems
from handouts.problems import Problem, Source
from handouts.reading.models.base import Model
from handouts.reading.models.clinic import Clinic
from handouts.reading.models.language import Language
from handouts.reading.models.procedure import Procedure
from handouts.reading.nodes import parse_yaml
from handouts.reading.validation import validate

TESTS = Path(__file__).resolve().parents[1]
ROOT = TESTS.parent
HEAD = "title: T\nsummary: S\nsections:\n  - id: a\n    heading: A\n    blocks:\n"


def told_of(text: str, model: type[Model] = Procedure, language: str = "en") -> list[Problem]:
    source = Source("en.yaml", text)
    value, problems = validate(model, parse_yaml(source), source)
    assert value is not None, problems
    return wording_problems(value, language)


def of_text(words: str, language: str = "en") -> list[Problem]:
    """Return what is told of *words* as a text in double quotes, which begins in column 16 of line 7."""
    return told_of(f"{HEAD}      - text: {json.dumps(words, ensure_ascii=False)}\n", language=language)


GOOD = """\
We work with AT&T and R&D; ask about S&P rates.
Call us if your pain is < 5 or > 8, and BP <90 or >140.
If 5 < 6 and 7 > 6, you can count.
Bring your $20 copay, US$ 20 or $CAD 30.
Dr. O'Neil's #1 choice is rest.
We are here 24/7, e.g. [see page 2] for a map.
Play in C# minor, at room #4.
Complex regional pain syndrome [CRPS] of the leg
The X-ray (or MRI) is done at 8:30 AM.
Take 1/2 tablet, 2 x 3 times a day.
Take 2*3 tablets = 6 tablets.
Keep the ice on 10-15 minutes - no longer - and rest.
Temperature over 101 °F (38.3 °C)
**Bold** and **more bold**, both paired
Call {{ clinic.phone }} or [our page](https://x.example/a).
Ask for [palabras](lang:es).
Write to nurse_team@clinic.example or first_last_name@x.example.
It is 100% safe; 50 % say so.
Your pain may be ~3 of 10, ~20 minutes long.
Drop the *.
Write to nurse@clinic.name, before (or after) noon.
Note: * means see your doctor.
aspirin* and ibuprofen*
"I feel dizzy," she said.
Don't take "blood thinners" (aspirin, etc.).
Use the side door (Gate B).
You & your driver
Rock & roll & rest; then & there
Size XXL gown, chapter XX
Wait ... and breathe... slowly.
A/B, and/or, his/her
L2-L4, C5/C6, T1–T12
Do not drive for 24 hours.
Press 1 for the front desk, # to go back.
Use code 1234#.
The medicine (ketorolac [Toradol]) helps.
Today's date [today] is fine
Half of it: ½ tablet, ¼ cup, 3 × a day
Temperature ≥ 38 °C or ≤ 36 °C
A rate of 5% or more
Your $100 deductible and $50-$75 fee
Mr. & Mrs. Doe
Is it right for you?
Why??? Because it helps!!!
Café, naïve, São Paulo, Zürich, Ångström, Crème brûlée
Él está «aquí» y allí
Mañana: ¿Puede comer? ¡No!
Für Ihre Übung: 5 Übungen
Do NOT eat. STOP taking ASPIRIN.
Use 1) ice and 2) rest.
Take the pills (a) with food and (b) with water.
Lie on your back; see pages 3-5.
5 to 10 minutes later
1.5 mg a day
10. or 11. March is fine
A. Example, MD
I. V. fluids
Q: Can I eat? A: No.
It's a 50/50 chance :-)
Ask about vitamin B_12 or H2O.
The snake_case_name of the file
Bed & Breakfast <3
O- and AB+ blood
Time: 8 AM – 5 PM
Wear no jewelry (rings, watches, ...).
Patient's and visitors' entrance
E = mc^2
Tel. +1 (555) 555-0100 ext. 4
Fax/phone: 555-0100, 555-0101
T.B.D. is not what we say
""".splitlines()


@pytest.mark.parametrize("sentence", GOOD)
def test_what_people_write_to_patients_is_left_alone(sentence: str) -> None:
    assert [problem.describe() for problem in of_text(sentence)] == []


NEAR: dict[str, tuple[str, str, str]] = {
    # words: what is found, how bad it is, what the text is once the hint is applied
    "Call {clinic.phone} now": ("{clinic.phone}", "error", "Call {{ clinic.phone }} now"),
    "Call { clinic.phone } now": ("{ clinic.phone }", "error", "Call {{ clinic.phone }} now"),
    "Call {clinic.phon} now": ("{clinic.phon}", "error", "Call {{ clinic.phone }} now"),
    "Call {phone} now": ("{phone}", "error", "Call {{ clinic.phone }} now"),
    "Call ${clinic.phone} now": ("${clinic.phone}", "error", "Call {{ clinic.phone }} now"),
    "Call <%= clinic.phone %> now": ("<%= clinic.phone %>", "error", "Call {{ clinic.phone }} now"),
    "Call clinic.phone }} now": ("clinic.phone }}", "error", "Call {{ clinic.phone }} now"),
    "Call {clinic.phone}} now": ("{clinic.phone}}", "error", "Call {{ clinic.phone }} now"),
    "Fast from {before(hours=6)}": ("{before(hours=6)}", "error", "Fast from {{ before(hours=6) }}"),
    "Call clinic.phone now": ("clinic.phone", "error", "Call {{ clinic.phone }} now"),
    "Call us (clinic.phone).": ("clinic.phone", "error", "Call us ({{ clinic.phone }})."),
    "Call [clinic.phone] now": ("[clinic.phone]", "error", "Call {{ clinic.phone }} now"),
    "Call [ clinic.phone ] now": ("[ clinic.phone ]", "error", "Call {{ clinic.phone }} now"),
    "Call $clinic.phone now": ("$clinic.phone", "error", "Call {{ clinic.phone }} now"),
    "Call %phone% now": ("%phone%", "error", "Call {{ clinic.phone }} now"),
    "Fast from before(hours=6).": ("before(hours=6)", "error", "Fast from {{ before(hours=6) }}."),
    "Until [after(days=7)]": ("[after(days=7)]", "error", "Until {{ after(days=7) }}"),
    "See [us](http://x.example/a b)": (
        "[us](http://x.example/a b)",
        "error",
        "See [us](https://x.example/a%20b)",
    ),
    "See [us](www.x.example)": ("[us](www.x.example)", "error", "See [us](https://www.x.example)"),
    "See [us](x.example)": ("[us](x.example)", "error", "See [us](https://x.example)"),
    "See [us](HTTPS://x.example)": ("[us](HTTPS://x.example)", "error", "See [us](https://x.example)"),
    "See [us] (https://x.example)": ("[us] (https://x.example)", "error", "See [us](https://x.example)"),
    "See [us](nurse@x.example)": ("[us](nurse@x.example)", "error", "See [us](mailto:nurse@x.example)"),
    "See (us)[https://x.example]": ("(us)[https://x.example]", "error", "See [us](https://x.example)"),
    "See [us](https://x.example/a_(b))": (
        "[us](https://x.example/a_(b))",
        "error",
        "See [us](https://x.example/a_%28b%29)",
    ),
    "See [us](https://https://x.example/a)": (
        "[us](https://https://x.example/a)",
        "error",
        "See [us](https://x.example/a)",
    ),
    "See [us](https://http://x.example)": (
        "[us](https://http://x.example)",
        "error",
        "See [us](https://x.example)",
    ),
    "Call [us](tel:tel:555-0100)": ("[us](tel:tel:555-0100)", "error", "Call [us](tel:555-0100)"),
    "Call [us](https://tel:555-0100)": ("[us](https://tel:555-0100)", "error", "Call [us](tel:555-0100)"),
    "See https://https://x.example": (
        "https://https://x.example",
        "warning",
        "See [x.example](https://x.example)",
    ),
    "See <https://http://x.example>": (
        "<https://http://x.example>",
        "error",
        "See [x.example](https://x.example)",
    ),
    "See (us)[https://https://x.example]": (
        "(us)[https://https://x.example]",
        "error",
        "See [us](https://x.example)",
    ),
    "See www.x.example.": ("www.x.example", "warning", "See [www.x.example](https://www.x.example)."),
    "See http://x.example": ("http://x.example", "warning", "See [x.example](https://x.example)"),
    "See <https://x.example>": ("<https://x.example>", "error", "See [x.example](https://x.example)"),
    "This is *italic*.": ("*italic*", "error", "This is **italic**."),
    "This is __bold__.": ("__bold__", "error", "This is **bold**."),
    "This is _italic_.": ("_italic_", "error", "This is **italic**."),
    "This is `code`.": ("`code`", "error", "This is **code**."),
    "Salt &amp; water": ("&amp;", "error", "Salt & water"),
    "Salt&nbsp;water": ("&nbsp;", "error", "Salt water"),
    "Take &frac12; tablet": ("&frac12;", "error", "Take ½ tablet"),
    "Take &#189; tablet": ("&#189;", "error", "Take ½ tablet"),
    "Don\\u2019t": ("\\u2019", "error", "Don’t"),
    "Donâ€™t eat": ("Donâ€™t", "error", "Don’t eat"),
    "Take Â½ tablet": ("Â½", "error", "Take ½ tablet"),
    "DespuÃ©s del bloqueo": ("DespuÃ©s", "error", "Después del bloqueo"),
}


@pytest.mark.parametrize("words", NEAR)
def test_a_near_miss_is_told_at_its_place_and_its_hint_applied_is_right(words: str) -> None:
    found, severity, fixed = NEAR[words]
    (problem,) = of_text(words)
    assert (problem.severity.value, problem.place and problem.place.line) == (severity, 7)
    raw = json.dumps(words, ensure_ascii=False)
    assert problem.place is not None
    assert problem.place.column == 15 + raw.index(json.dumps(found, ensure_ascii=False)[1:-1])
    assert problem.hint is not None
    assert _applied(problem.hint, found, words) == fixed
    assert of_text(fixed) == []


def _applied(hint: str, found: str, words: str) -> str:
    """Return *words* with what *hint* tells to write in the place of what was *found*."""
    pairs = re.findall(r'"([^"]+)" for "([^"]+)"', hint)
    for right, wrong in pairs:
        words = words.replace(wrong, right)
    told = hint.removeprefix("write ").split(" for bold")[0].split(", or a fact")[0]
    return words if pairs else words.replace(found, " " if told == "a space" else told)


TOLD = {
    "Take **only your own": "error",
    "***all***": "error",
    "~~old dose 5 mg~~": "error",
    "<b>Now</b>": "error",
    "One<br>two": "error",
    "<!-- later -->": "error",
    "[b]Now[/b]": "error",
    "![a picture](logo.png)": "error",
    "![a picture](https://x.example/a.png)": "error",
    "Call [PHONE NUMBER] now": "error",
    "Come on [DATE]": "error",
    "[FECHA]": "error",
    "Call [phone number] now": "warning",
    "Come [insert time here] please": "warning",
    "Come, <name>": "warning",
    "Dear <<patient>>": "error",
    "Dear «Patient_Name»": "error",
    "Dear [[patient]]": "error",
    "Dear $name": "error",
    "Dear %s": "error",
    "Dear %NAME%": "error",
    "Dear %(name)s": "error",
    "Dear {0}": "error",
    "Dear {}": "error",
    "First\\nsecond": "error",
    "C:\\temp": "error",
    "Not \\*bold\\*": "error",
    "TODO: dose": "error",
    "Dose XXX mg": "error",
    "Take XX mg": "error",
    "Call 555-XXXX": "error",
    "Lorem ipsum dolor": "error",
    "Time: TBD": "warning",
    "Take ____ mg": "warning",
    "Take ........ mg": "warning",
    "Cost #REF!": "error",
    "Error! Reference source not found.": "error",
    "[ ] Bring your card": "error",
    "- Aspirin": "warning",
    "• Aspirin": "warning",
    "1. Lie down": "warning",
    "A letter \ufffd is lost": "error",
    "Look at [here](page 2) now": "error",
    "Call {{ clinic.phone }}, **now": "error",
    "**Bold [**link**](https://x.example)**": "error",
}


@pytest.mark.parametrize("words", TOLD)
def test_what_would_print_as_it_is_is_told(words: str) -> None:
    assert {problem.severity.value for problem in of_text(words)} == {TOLD[words]}


def test_bold_is_paired_within_a_paragraph() -> None:
    problems = told_of(HEAD + "      - text: |\n          One **two\n\n          three** four\n")
    assert [(problem.code, str(problem.place)) for problem in problems] == [
        ("half-bold", "en.yaml:8:15"),
        ("half-bold", "en.yaml:10:16"),
    ]


LISTS = {
    "literal": "|\n          Medicines:\n          - Aspirin\n          - Warfarin\n",
    "folded": ">-\n          Medicines:\n          * Aspirin\n          * Warfarin\n",
    "plain": "Medicines\n          - Aspirin\n          - Warfarin\n",
    "numbered": "|\n          Please:\n          1. Call us\n          2) Wait\n",
    "escaped": '"Medicines:\\n• Aspirin\\n• Warfarin"\n',
    "quoted": '"Medicines:\n          – Aspirin\n          – Warfarin"\n',
}


@pytest.mark.parametrize("way", LISTS)
def test_a_list_in_a_text_is_told_however_the_text_is_written(way: str) -> None:
    (problem,) = told_of(f"{HEAD}      - text: {LISTS[way]}")
    assert (problem.severity.value, problem.code) == ("error", "list-in-text")
    assert problem.place is not None
    if way != "escaped":
        assert re.match(r"[-*1–•]", problem.place.source.line(problem.place.line)[problem.place.column - 1 :])


@pytest.mark.parametrize(
    "lines",
    [
        ["Morning: half a tablet", "Noon: nothing", "Night: one tablet"],
        ["Aspirin", "Warfarin", "Clopidogrel"],
        ["100 Example Avenue", "Suite 200", "Springfield"],
    ],
)
def test_lines_that_look_like_a_list_are_told(lines: list[str]) -> None:
    block = "".join(f"          {line}\n" for line in lines)
    (problem,) = told_of(f"{HEAD}      - text: |\n{block}")
    assert (problem.severity.value, problem.code) == ("warning", "lines-run-together")


@pytest.mark.parametrize(
    "lines",
    [
        ["This injection is for pain from your **sympathetic nerves** in your lower back and legs.", "It is minimal."],
        ["We call you.", "You come in.", "We start."],
        ["Do not eat or drink anything from six hours before you arrive, and come at", "8. The nurse meets you."],
        ["We put numbing medicine near a chain of nerves, then", "you rest for a time, and", "you go home."],
        ["Call us: we are here for you the whole day and the whole night, on every day of the year.", "Ask."],
    ],
)  # fmt: skip
def test_running_text_over_several_lines_is_left_alone(lines: list[str]) -> None:
    block = "".join(f"          {line}\n" for line in lines)
    assert told_of(f"{HEAD}      - text: |\n{block}") == []


def test_headings_rules_and_tables_of_markdown_are_told() -> None:
    block = "          ## Before\n\n          ---\n\n          | a | b |\n          |---|---|\n"
    problems = told_of(f"{HEAD}      - text: |\n{block}")
    assert [problem.code for problem in problems] == ["near-markup"] * 3


CLINIC = """\
name: North Clinic
phones: [{label: Desk, number: 555-0100, hours: 8 to 5}]
address: [1 Example Road, North Town]
scheduling: {url: "https://north.example.com", say: Scan}
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Desk", '"{{ clinic.name }}"'),
        ("555-0100", '"[PHONE NUMBER]"'),
        ("8 to 5", '"[HOURS]"'),
        ("North Town", "North Townâ€™s"),
        ("Scan", '"{clinic.phone}"'),
    ],
)
def test_a_clinics_facts_are_held_against_the_same_rules(old: str, new: str) -> None:
    assert told_of(CLINIC, Clinic) == []
    (problem,) = told_of(CLINIC.replace(old, new, 1), Clinic)
    assert problem.is_error


@pytest.mark.parametrize(
    "name", ["North **Clinic**", "North<br>Clinic", "North&nbsp;Clinic", "[North](https://x.example)"]
)
def test_marks_in_a_name_are_printed_and_doubted(name: str) -> None:
    problems = told_of(CLINIC.replace("North Clinic", f'"{name}"', 1), Clinic)
    assert {problem.severity.value for problem in problems} == {"warning"}


def test_an_empty_value_of_yaml_is_told_where_it_would_print() -> None:
    (problem,) = told_of(CLINIC.replace("8 to 5", "null"), Clinic)
    assert problem.code == "null"


def test_todo_is_a_word_in_spanish() -> None:
    assert of_text("TOME TODO EL VASO", language="es") == []
    assert of_text("TODO: dosis", language="en") != []


@pytest.mark.parametrize("file", sorted((ROOT / "data").rglob("*.yaml")), ids=lambda file: file.parent.name)
def test_the_samples_have_no_near_miss(file: Path) -> None:
    models: dict[str, type[Model]] = {"procedures": Procedure, "clinics": Clinic, "languages": Language}
    kind = file.relative_to(ROOT / "data").parts[0]
    assert told_of(file.read_text(encoding="utf-8"), models[kind], file.stem) == []


def test_every_near_miss_of_the_case_is_told_on_its_line() -> None:
    file = TESTS / "cases" / "text" / "silent-markup.en.yaml"
    problems = told_of(file.read_text(encoding="utf-8"))
    lines = {problem.place.line for problem in problems if problem.place}
    assert lines == {7, 8, 9, 12, 17, 20, 21, 22, 23, 24}
    assert len(problems) == 28


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*"{}[]()<>*_~`$%&#\\|-.:! \n\tabX1é“”’", "**", "{{", "}}", "](", "https://", "&amp;", "Ã©"]
        )
    )
)
def test_any_text_is_judged_without_a_fault(pieces: list[str]) -> None:
    words = "".join(pieces)
    if words.strip():
        for problem in of_text(words):
            assert problem.place is not None
            assert problem.place.source.line(problem.place.line)


@pytest.mark.parametrize(
    "piece", ["{a}", "{", "}", " __a", " *a", "[a](", "<!--", "<%", "a", " ", "`", "\\", "**a", "&a", "[a] "]
)
def test_a_long_text_of_one_piece_is_judged_in_linear_steps(piece: str) -> None:
    """Too many steps would not end in the lifetime of a test."""
    words = piece * (19_000 // len(piece)) + "x }}"
    assert len(of_text(words)) <= 35
