"""Content that strains a page, written into a data folder: each name with the text of its procedure."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

SENTENCE = (
    "rest drink water call us after 6 hours walk slowly keep the bandage dry for 24 hours and then take it off "
    "on December 24 or ask (555) 555-0199 before you eat"
)
HEAD = "title: {title}\nsummary: One sentence that says the most important thing.\nsections:\n"
TITLE = (
    "A radiofrequency ablation of the medial branches of the cervical, thoracic and lumbar nerves "
    "with a second visit in December"
)


def words(count: int, start: int = 0) -> str:
    """Return so many words of plain text, the same each time."""
    known = SENTENCE.split()
    return " ".join(known[(start + index) % len(known)] for index in range(count)).capitalize()


def section(name: str, block: str) -> str:
    """Return a section with one block of YAML in flow style."""
    return f"  - {{id: {name}, heading: About {name}, blocks: [{block}]}}\n"


def _items(count: int, length: int) -> str:
    return ", ".join(f'"{words(length + index % 5, 3 * index)}."' for index in range(count))


def _checklist(count: int, length: int) -> str:
    return f"{{checklist: [{{group: On the day, items: [{_items(count, length)}]}}]}}"


HOSTILE = {
    "sixty-to-tick": HEAD.format(title="Sixty") + section("ticks", _checklist(60, 8)),
    "long-step": HEAD.format(title="A long step")
    + section("steps", f'{{steps: ["Lie down.", "{words(400)}.", "Go home."]}}'),
    "long-title": HEAD.format(title=f'"{TITLE}"') + section("words", f'{{text: "{words(60)}."}}'),
    "one-line": HEAD.format(title="One line") + section("words", '{text: "Rest."}'),
    "long-paragraph": HEAD.format(title="A long paragraph") + section("words", f'{{text: "{words(1500)}."}}'),
    "long-box": HEAD.format(title="A long box")
    + section("box", f"{{callout: {{kind: call-us, heading: Call if, items: [{_items(40, 9)}]}}}}"),
    "long-table": HEAD.format(title="A long table")
    + section(
        "table",
        "{table: {caption: What to take, columns: [When, What, How much], rows: ["
        + ", ".join(f'[Day {row}, "{words(4, row)}", "{words(9, row)}"]' for row in range(40))
        + "]}}",
    ),
    "many-sections": HEAD.format(title="Many sections")
    + "".join(
        section(f"part-{number}", f'{{text: "{words(20 + 7 * number, number)}."}}') for number in range(16)
    ),
    "many-times": HEAD.format(title="Many times")
    + section(
        "times",
        "{timeline: ["
        + ", ".join(f'{{time: Day {day}, text: "{words(12, day)}."}}' for day in range(20))
        + "]}",
    ),
    "long-words": HEAD.format(title="Pneumonoultramicroscopicsilicovolcanoconiosis" * 2)
    + section("words", f'{{bullets: ["{"Pneumonoultramicroscopic" * 6}", "{words(30)}."]}}'),
    "lines-to-write-on": HEAD.format(title="Lines")
    + section("words", f'{{text: "{words(330)}."}}')
    + section("mine", "{write_in: {prompt: What I want to ask, lines: 30}}"),
}


def write_hostile(data: Path) -> Path:
    """Write every hostile procedure, with the sample clinics and languages, into the folder *data*."""
    for kind in ("clinics", "languages"):
        shutil.copytree(ROOT / "data" / kind, data / kind)
    for name, text in HOSTILE.items():
        folder = data / "procedures" / name
        folder.mkdir(parents=True)
        (folder / "en.yaml").write_text(text, encoding="utf-8")
    return data
