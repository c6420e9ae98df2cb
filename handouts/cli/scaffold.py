"""Starts a procedure, a clinic or a data folder: commented files that build at once, to be written over.

Knows the form of the files and nothing of how they are read. Contains no medicine: every clinical sentence
is a place for one.
"""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

from handouts.problems import ContentError, error
from handouts.reading.ids import id_fault, twin


def new(data: Path, kind: str, name: str, language: str = "en") -> list[Path]:
    """Write the files of a new *kind* ("procedure" or "clinic") called *name* under *data*; return them.

    Raises `ContentError` when the name has no letter that a file name can hold, or a file is already there.
    """
    from handouts.delivering.beginnings import write_new

    identifier = id_of(name)
    if not identifier:
        raise ContentError(
            [
                error(
                    "bad-name",
                    f'"{name}" has no letter or digit for a file name',
                    hint="use letters from a to z",
                )
            ]
        )
    fault = id_fault(identifier)
    if fault is not None:
        raise ContentError(
            [
                error(
                    "bad-name", f'the id of "{name}" would be "{identifier}", which {fault[0]}', hint=fault[1]
                )
            ]
        )
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", language):
        hint = "use a code such as en, es or pt-BR"
        raise ContentError([error("bad-language", f'"{language}" is not a language code', hint=hint)])
    title = name.strip() if name.strip() != identifier else identifier.replace("-", " ").capitalize()
    if kind == "procedure":
        texts = {data / "procedures" / identifier / f"{language}.yaml": procedure_text(title)}
    else:
        clinic = data / "clinics" / identifier
        texts = {clinic / "clinic.yaml": clinic_text(title), clinic / "_brand.yml": brand_text(title)}
    folder = data / f"{kind}s"
    other = twin(identifier, [path.name for path in folder.iterdir()] if folder.is_dir() else [])
    if other is not None:
        message = f"{folder / other} is already there, and its name is the same on Windows and macOS"
        raise ContentError([error("already-there", message, hint="choose another name")])
    made = write_new(texts)
    if not (data / "schema").is_dir():  # the first line of each file names the schema for editors
        write_schemas(data)
    return made


def new_data(sample: Path, folder: Path) -> list[Path]:
    """Copy the clinics, procedures and lists of *sample* into the new *folder*, with the schemas for editors; return them.

    Languages stay behind: those of the program are used, and mended at an upgrade, unless a folder has its own.
    Raises `ContentError` when the folder holds something already, lies within *sample*, or cannot be written.
    """
    from handouts.delivering.beginnings import new_folder

    with new_folder(folder, sample, ("clinics", "procedures", "appointments")) as draft:
        write_schemas(draft)
    return [folder]


def write_schemas(data: Path) -> list[Path]:
    """Write the JSON Schemas that editors use into ``data/schema``; return the files.

    Raises `ContentError` when one cannot be written, or another file has its name.
    """
    from handouts.delivering.outputs import Kind, Outputs
    from handouts.reading.schemas import json_schemas

    files = {data / "schema" / name: schema for name, schema in json_schemas().items()}
    outputs = Outputs()
    for file in files:
        outputs.check(file, Kind.SCHEMA)
    for file, schema in files.items():
        text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        outputs.write(text.encode("utf-8"), file, Kind.SCHEMA)
    return list(files)


def next_step(kind: str, made: list[Path], program: str, data: Path | None) -> str:
    """Return what to do with the new files; *data* is the folder that was named, if one was."""
    command = f"{program} --data {_as_argument(data)}" if data else program
    if kind == "data":
        folder = made[0]
        return (
            f"Next: this folder is yours to change. Name it in each command ({program} --data "
            f"{_as_argument(folder)} …),\nor once and for all, by setting HANDOUTS_DATA to {folder.resolve()}"
        )
    identifier = made[0].parent.name
    if kind == "procedure":
        return f"Next: write over what stands in [brackets], and look: {command} build {identifier} --open"
    return (
        f"Next: write over the sample facts, put a logo beside them, and look: "
        f"{command} build --clinic {identifier} --open"
    )


def _as_argument(path: Path) -> str:
    return f'"{path}"' if " " in str(path) else str(path)


def id_of(name: str) -> str:
    """Return the id for *name*: ASCII letters and digits, words joined by hyphens; empty if none is left."""
    letters = unicodedata.normalize("NFKD", name.lower())
    without_accents = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return "-".join(re.findall(r"[a-z0-9]+", without_accents))


def _quoted(text: str) -> str:
    """Return *text* as a double-quoted YAML scalar; JSON's escapes are a part of YAML's."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def procedure_text(title: str) -> str:
    """Return a procedure's file that says where each thing goes."""
    return f"""\
# yaml-language-server: $schema=../../schema/procedure.json
# One procedure in one language. Replace every text in square brackets; a clinician signs what is printed.

title: {_quoted(title)}
summary: "[One or two plain sentences: what this is, and what it is for.]"

# Questions the desk can answer for one patient; use them with "when:" below.
options:
  sedation:
    ask: "Will the patient have sedation?"
    choices: ["yes", "no"]

# At most six facts, shown at the top.
facts:
  - label: "How long"
    text: "[How long it takes]"

sections:
  - id: get-ready
    heading: "Get ready"
    blocks:
      - checklist:
          - group: "The day before"
            items:
              - "[Something to do]"
              # Printed when the answer is yes; "otherwise" while nobody has answered.
              - text: "[Something to do before sedation]"
                when: {{sedation: ["yes"]}}
                otherwise: "[If you will have sedation: something to do]"

  - id: what-happens
    heading: "What happens"
    blocks:
      - steps:
          - "[First]"
          - "[Then]"

  - id: call-us
    heading: "When to call"
    blocks:
      - callout:
          kind: call-us
          heading: "Call us at {{{{ clinic.phone }}}}"
          items:
            - "[A reason to call]"

  - id: questions
    heading: "Your questions"
    blocks:
      - write_in:
          lines: 2

# What stands beside the QR code.
invitation:
  heading: "Book your visit"
  text: "Scan the code with your phone's camera."
"""


def clinic_text(name: str) -> str:
    """Return a clinic's file with sample facts."""
    return f"""\
# yaml-language-server: $schema=../../schema/clinic.json
# The clinic's own facts. The phone, address and links are samples: replace them all.

name: {_quoted(name)}
phones:
  - label: "Clinic"
    number: "555-0100"
    hours: "Monday to Friday, 8 am to 5 pm"
address:
  - "1 Example Street"
  - "Example Town"
# The clock of the clinic, and when it is open. Times in lists are read by them: 2:30 becomes 2:30 PM only where the
# hours of that day leave no other. A day left out is closed; a day with a break is "8:00–12:00, 13:00–17:00".
time_zone: "America/Chicago"
hours:
  mon: "8:00–17:00"
  tue: "8:00–17:00"
  wed: "8:00–17:00"
  thu: "8:00–17:00"
  fri: "8:00–17:00"
# How a list writes dates such as 3/9/2027: month-first or day-first.
appointment_dates: month-first
# If the list says when visits start, and not when patients arrive: how many minutes before.
# arrive_before_minutes: 30
# Columns of the list under other names, columns that are not needed, and entries for which nobody comes.
# appointment_columns: {{patient: Client}}
# appointment_ignored: [Phone, Notes]
# appointment_not_coming: [Staff meeting]
languages: [en]
defaults:
  paper: letter         # or a4
  edition: standard     # or large-print
scheduling:
  # Where the QR code leads; the procedure's id is filled in.
  url: "https://example.com/schedule?procedure={{{{ procedure.id }}}}"
# What is made for a patient can be read by whoever made it. Where the desks share a folder, let their group read it:
# policy: {{shared_desks: yes}}
"""


def brand_text(name: str) -> str:
    """Return a brand file in the brand.yml vocabulary."""
    return f"""\
# yaml-language-server: $schema=../../schema/brand.json
# The clinic's look, in the vocabulary of brand.yml. What is left out has a plain, readable default.

meta:
  name: {_quoted(name)}

# A logo (SVG, PNG or JPEG): put it beside this file, and take the # off the next line.
# logo: {{path: logo.svg, alt: "What a screen reader says for it"}}

# Colours are darkened by themselves where a text would be too pale to read.
color:
  primary: "#1F4E79"

# Typefaces: one that lies in the folder fonts, or files of your own beside this file.
# typography:
#   base: Source Sans 3
"""
