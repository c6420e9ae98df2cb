"""Simple expressions are filled in without Jinja2, and exactly as Jinja2 would."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from handouts.tailoring.fill import Filler, _sayable

NAMES = {
    "clinic": {"name": "A & <b>B</b>", "phone": "555-0142", "items": "shadowed by the attribute"},
    "settings": {"fast": "6 hours"},
    "before": lambda hours=0, days=0: f"{hours} h and {days} d before",
    "plain": "{{ clinic.name }}",
}
PIECES = st.sampled_from(
    [
        "{{ clinic.phone }}", "{{clinic.name}}", "{{ before(hours=6) }}", "{{ before( days = 2 ) }}", "{{ plain }}",
        "{{ clinic.items }}", "{{ clinic }}", "{{ nobody }}", "{{ clinic.nothing }}", "{{ before(weeks=1) }}",
        "{{ before(hours=1, days=2) }}", "{{ 'a' ~ plain }}", "{{- plain -}}", "{{ before() }}", "{{ clinic.name",
        "{{", "}}", "{", "}", " ", "\n", "words", "**",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=6).map("".join))
@example("{{{ plain }}}")
@example("{{ before(hours=06) }}")
@example("{{ plain }}}")
@example("{{ plain }} }}")
def test_every_text_is_filled_as_jinja_fills_it(text: str) -> None:
    filler = Filler(NAMES)
    filled = filler.fill(text, text)
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, keep_trailing_newline=True, finalize=_sayable
    )
    if "{%" in text or "{#" in text:
        expected = ""
    else:
        try:
            expected = environment.from_string(text).render(NAMES)
        except (TemplateError, TypeError, ValueError):
            expected = ""
            assert filler.problems
        if (
            "{{ clinic }}" in text or "{{ clinic.items }}" in text
        ):  # no text: refused, where Jinja2 prints its insides
            expected = ""
            assert filler.problems
    assert filled == expected


def test_a_handout_of_simple_expressions_never_loads_jinja() -> None:
    program = (
        "import sys; from handouts.tailoring.fill import Filler\n"
        "filler = Filler({'clinic': {'phone': '555-0142'}, 'before': lambda hours: f'{hours} hours before'})\n"
        "assert filler.fill('Call {{ clinic.phone }} {{ before(hours=6) }}.', '') == 'Call 555-0142 6 hours before.'\n"
        "assert 'jinja2' not in sys.modules"
    )
    subprocess.run(
        [sys.executable, "-c", program], check=True, cwd=Path(__file__).resolve().parents[2], timeout=60
    )
