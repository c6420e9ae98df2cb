"""A procedure that uses every kind of block, for a clinic that says everything a clinic may say.

Whoever adds a kind adds a block of it here, with all of its keys: all other tests take it from here.

The words are made up to exercise the page; they tell nobody anything about a real procedure.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
NAME = "every-block"

PROCEDURE = """\
title: Every kind of block
summary: One page that holds **each** kind of block, so that a test can read it.
body_map: {view: front, regions: [left-knee, right-shoulder]}
facts:
  - {icon: clock, label: How long, text: 20 minutes}
  - {label: Home, text: The same day}
sections:
  - id: words
    heading: Words
    blocks:
      - text: |
          A plain paragraph with **bold words** and [a link](https://example.com/more).

          A second paragraph: call [the front desk](tel:555-0100), or {{ clinic.phone }}.
      - bullets: [First bullet, "Second bullet, with **bold**"]
      - steps: [Step one, "Step two with [a link](https://example.com/steps)"]
  - id: lists
    heading: Lists
    blocks:
      - checklist:
          - group: On the day
            items: [{id: clothes, icon: clothes, text: Wear loose clothes.}, Bring your list.]
          - items: [A box without a group]
      - facts:
          - {label: Wait, text: Ten minutes}
          - {icon: home, label: Then, text: Go home}
      - timeline:
          - {time: Right away, text: Rest a little.}
          - {time: Next day, text: Walk a little.}
  - id: table
    heading: Table
    blocks:
      - table:
          caption: What to take
          columns: [Time, Take]
          rows: [[Morning, One glass], [Evening, ""]]
      - callout: {kind: note, heading: Good to know, text: A note in a box.}
      - callout: {kind: note, text: A note without a heading.}
      - callout: {kind: call-us, heading: "Call {{ clinic.phone }} if", items: [It hurts, It bleeds]}
      - callout: {kind: emergency, text: The clinic's own words.}
  - id: only-a-box
    heading: Only a box
    blocks:
      - callout: {kind: call-us, text: A section that is one box., items: [One, Two]}
  - id: write
    heading: Write
    blocks:
      - write_in: {prompt: "What I want to ask:", lines: 3}
      - write_in: {lines: 1}
  - id: log
    heading: Log
    blocks:
      - text: Before the log.
      - pain_log:
          intro: How it is filled in.
          schedule: [{every_minutes: 20, for_minutes: 40}, {every_minutes: 120, until: "21:30"}]
          return_it: "Give it back to us: {{ clinic.phone }}."
      - bullets: [After the log]
invitation: {heading: "Is it right for you?", text: Ask us.}
"""


def with_every_kind(procedure: str) -> str:
    """Return the text of *procedure* with a section of the blocks above whose kinds it does not have."""
    there = {kind for block in _blocks(procedure) for kind in block}
    further = [block for block in _blocks(PROCEDURE) if not there & set(block)]
    if not further:
        return procedure
    blocks = ", ".join(json.dumps(block, ensure_ascii=False) for block in further)
    section = f"  - {{id: further, heading: Further words, blocks: [{blocks}]}}\n"
    return procedure.replace("invitation:", section + "invitation:")


def _blocks(procedure: str) -> list[dict[str, Any]]:
    sections = yaml.load(procedure, yaml.BaseLoader)["sections"]
    return [block for section in sections for block in section["blocks"]]


def write_every_block(data: Path) -> Path:
    """Write a data folder with the sample clinics and this one procedure, and return it."""
    shutil.copytree(ROOT / "data", data, ignore=shutil.ignore_patterns("procedures"))
    file = data / "procedures" / NAME / "en.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(PROCEDURE, encoding="utf-8")
    clinic = data / "clinics" / "parkview" / "clinic.yaml"
    more = 'emergency: "In an emergency call the number on your card."\nlanguage_help: Ask for help.\n'
    clinic.write_text(more + clinic.read_text(encoding="utf-8"), encoding="utf-8")
    return data
