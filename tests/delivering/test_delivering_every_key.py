"""Every key of a data folder changes what a named command puts out, or is refused: proved key by key.

The keys are those of the models, so that one without a proof fails. A proof changes one key of a content that has them
all, runs one command before and after, and compares everything that comes out of it. The id of a handout is left out
of the comparison: it covers all that is said, printed or not. Keys of `_brand.yml` that other programs read too are
proved with the brand.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any, Final, get_args, get_origin

import pytest
import yaml
from every_block import with_every_kind
from pydantic import BaseModel
from small_library import BRAND_FILE, CLINIC_FILE, PROCEDURE_FILE, ROOT, write_library

from handouts.cli.main import main
from handouts.reading.models.base import Listed
from handouts.reading.models.brand import HandoutDefaults
from handouts.reading.models.clinic import Clinic
from handouts.reading.models.language import Language
from handouts.reading.models.procedure import Block, Procedure

LANGUAGE_FILE = "languages/en.yaml"
PROCEDURE = with_every_kind("""\
title: Title words
also_known_as: [Alias words]
summary: Summary words
ends_minutes_after_arrival: 45
body_map: {view: front, regions: [{region: left-knee, when: {driver: "yes"}, otherwise: ""}, right-knee]}
options:
  driver: {ask: Question words, choices: ["yes", "no"]}
facts:
  - {icon: clock, label: Fact label, text: Fact text, when: {driver: "yes"}, otherwise: Fact otherwise}
sections:
  - id: one
    heading: Section heading
    blocks:
      - {when: {driver: "yes"}, otherwise: "", text: "Plain words {{ settings.dose }} {{ settings.blank }}"}
      - text: "{{ before(hours=6) }}, {{ after(hours=2) }}, {{ before(minutes=570) }}, {{ before(minutes=1290) }}"
      - text: "{{ before(hours=2) }}, {{ before(hours=3) }}, {{ after(days=2) }}"
      - bullets: [{id: b, text: Bullet words, when: {driver: "yes"}, otherwise: Bullet otherwise}]
      - steps: [Step words]
      - checklist: [{group: Group words, items: [{icon: home, text: Item words}, More words]}]
      - facts: [{icon: home, label: Inner label, text: Inner text, when: {driver: "yes"}, otherwise: Inner otherwise}]
      - table: {caption: Caption words, columns: [Column words], rows: [[Cell words]]}
      - callout: {kind: note, heading: Note heading, text: Note text, items: [Note item]}
      - callout: {kind: call-us, items: [Call item]}
      - callout: {kind: emergency, items: [Emergency item]}
      - write_in: {prompt: Prompt words, lines: 2}
      - write_in: {lines: 1}
      - timeline: [{time: When words, text: Then words, when: {driver: "yes"}, otherwise: Then otherwise}]
  - {id: last, heading: Last heading, when: {driver: "yes"}, otherwise: "", blocks: [text: Last words]}
  - id: two
    heading: Log heading
    blocks:
      - pain_log:
          intro: Intro words
          schedule: [{every_minutes: 30, for_minutes: 60}, {every_minutes: 120, until: "20:00"}]
          return_it: Return words
invitation: {heading: Invitation heading, text: Invitation text}
""")
CLINIC = """\
name: Clinic words
phones:
  - {label: First phone, number: 555-0101, hours: First hours}
  - {label: Second phone, number: 555-0102, hours: Second hours}
address: [Street words, Town words]
time_zone: Europe/London
hours: {mon: "8:00–17:00", tue: "8:00–17:00", sun: "1:00–17:00"}
languages: [en, xx]
defaults: {paper: a4, edition: large-print, mono: "yes", language: xx}
scheduling: {url: "https://visit.example.com/{{ procedure.code }}"}
appointment_columns: {place: Theatre}
appointment_dates: day-first
appointment_ignored: [Patient notes]
appointment_not_coming: [Left us]
appointment_coming: [On the way]
arrive_before_minutes: 20
procedures:
  knee-injection: {code: K7}
  hip-injection: {code: K8, arrive_before_minutes: 15, ends_minutes_after_arrival: 60}
  small: {code: K9}
emergency: Emergency words
language_help: Help words
settings:
  dose: {value: Dose, unit: words, source: Source words, approved_by: Approver words, on: "2026-01-01"}
  blank: {source: Other words}
policy: {unreviewed: mark, overdue: mark, untranslated: refuse, shared_desks: "no"}
"""
BRAND = """\
meta: {name: North Clinic}
logo: logo.svg
color: {primary: "#0B5A5E"}
defaults: {handouts: {accent: "#8A1C1C"}}
"""
LISTS = {
    # a start, from which the arrival is counted, and an arrival
    "list.csv": "Patient,Date,Start,Theatre,Procedure,Driver,Patient notes,Status\n"
    "Alex Sample,12/3/2030,9:30 AM,Two,knee-injection,y,x,On the way\n"
    "Robin Sample,12/3/2030,10:30 AM,Two,Alias words,n,x,Left us\n"
    "张伟,12/3/2030,1:30 PM,Two,knee-injection,n,x,On the way\n"
    "Kim Sample,12/3/2030,11:30 AM,Two,hip-injection,n,x,On the way\n",
}
VISIT = ["--date", "2030-03-12", "--time", "9:30 AM", "--option", "driver=yes"]
COMMANDS: dict[str, list[str]] = {
    "build": ["build", "--out", "out"],
    "visit": ["build", "--language", "en", *VISIT],
    "night": ["build", "--language", "en", "--date", "2030-03-12", "--time", "12:00 AM"],
    "summer": ["build", "--language", "en", "--date", "2030-10-27", "--time", "3:30 AM", "--out", "out"],
    "packet": ["build", "--packet", "--cover", "--out", "out"],
    "standard": ["build", "--packet", "--cover", "--edition", "standard", "--out", "out"],
    "batch": ["batch", "list.csv", "--merge", "out/list.pdf"],
    "check": ["check"],
    "list": ["list"],
    "list --json": ["list", "--json"],
}
NAMES = """\
names:
  weekdays: [Mo, Tu, We, Th, Fr, Sa, Su]
  months: [M1, M2, M3, M4, M5, M6, M7, M8, M9, M10, M11, M12]
  am: am
  pm: pm
  day: {one: "{count} daay", other: "{count} daays"}
  hour: {one: "{count} hoour", other: "{count} hoours"}
  minute: {one: "{count} minuute", other: "{count} minuutes"}
"""
GONE: Final = "(taken out)"
MODELS: dict[str, tuple[type[BaseModel], str]] = {
    PROCEDURE_FILE: (Procedure, ""),
    CLINIC_FILE: (Clinic, ""),
    LANGUAGE_FILE: (Language, ""),
    "languages/xx.yaml": (Language, ""),
    BRAND_FILE: (HandoutDefaults, "defaults.handouts"),
}
Way = tuple[str | int, ...]
PROVED_BY: dict[str, str] = {
    "visit": """
        Block.text Block.when Clinic.policy Clinic.settings Dates.card Dates.day Dates.locale Dates.time
        Fact.text Fact.when Item.text Item.when Language.dates MapRegion.region MapRegion.when
        PageWords.midnight_between PageWords.noon PageWords.time_on_day Policy.shared_desks
        Procedure.ends_minutes_after_arrival Procedure.options ProcedureHere.ends_minutes_after_arrival
        Section.when Setting.approved_by Setting.unit Setting.value TimelineEntry.text TimelineEntry.when
    """,
    "batch": """
        Clinic.appointment_columns Clinic.appointment_coming Clinic.appointment_dates
        Clinic.appointment_ignored Clinic.appointment_not_coming Clinic.arrive_before_minutes Dates.names
        Defaults.language Names.am Names.months Names.pm Names.weekdays PageWords.list_row
        PageWords.starts_at ProcedureHere.arrive_before_minutes
    """,
    "night": """
        Clinic.time_zone PageWords.midnight
    """,
    "list --json": """
        Item.id Section.id
    """,
    "list": """
        Language.name Option.ask Option.choices Procedure.also_known_as Setting.on Setting.source
    """,
    "standard": """
        PageWords.log_circle PageWords.one_page
    """,
    "packet": """
        PageWords.many_pages PageWords.packet PageWords.packet_contents PageWords.packet_summary
    """,
    "summer": """
        PageWords.time_first PageWords.time_second
    """,
}
"""The command that shows what a key changes; each other key is shown by "build"."""
THE_NAMES = yaml.load(NAMES, yaml.BaseLoader)["names"]
NO: Final = {"driver": "no"}
INSTEAD: dict[str, Any] = {
    "Block.callout": {"kind": "note", "text": "Other"},
    "Block.pain_log": {"schedule": [{"every_minutes": "60", "for_minutes": "60"}]},
    "Block.when": NO,
    "Block.write_in": {"lines": "5"},
    "BodyMap.view": "back",
    "Callout.kind": "call-us",
    "Clinic.appointment_dates": "month-first",
    "Clinic.arrive_before_minutes": "25",
    "Clinic.hours": {"mon": "9:00–10:00", "tue": "10:00–11:00"},
    "Clinic.languages": ["xx"],
    "Clinic.policy": {"shared_desks": "yes"},
    "Clinic.procedures": {
        "hip-injection": {"code": "X"},
        "knee-injection": {"code": "X"},
        "small": {"code": "X"},
    },
    "Clinic.scheduling": {"url": "https://other.example.com/x"},
    "Clinic.time_zone": "America/Chicago",
    "Dates.card": "EEEE, d MMMM y",
    "Dates.day": "EEEE, d MMMM",
    "Dates.locale": "en_GB",
    "Dates.names": THE_NAMES | {"months": [f"{month}x" for month in THE_NAMES["months"]]},
    "Dates.time": "HH:mm",
    "Defaults.edition": "standard",
    "Defaults.language": "en",
    "Defaults.mono": "no",
    "Defaults.paper": "letter",
    "Fact.when": NO,
    "HandoutDefaults.slashed_zero": "yes",
    "Item.id": "other",
    "Item.when": NO,
    "Language.dates": {"locale": "en_GB", "day": "EEEE d MMMM", "card": "EEEE d MMMM y", "time": "HH:mm"},
    "Language.direction": "rtl",
    "Language.regions": {"left-knee": "the left knee", "right-knee": "the right knee"},
    "Language.typeface": "Source Sans 3",
    "LogTimes.every_minutes": "20",
    "LogTimes.for_minutes": "90",
    "LogTimes.until": "22:00",
    "MapRegion.region": "right-hip",
    "MapRegion.when": NO,
    "Names.day": {"one": "{count} dy", "other": "{count} dys"},
    "Option.choices": ["yes", "no", "maybe"],
    "Policy.overdue": "refuse",
    "Policy.shared_desks": "yes",
    "Policy.unreviewed": "refuse",
    "Policy.untranslated": "mark",
    "Procedure.ends_minutes_after_arrival": "120",
    "ProcedureHere.code": "K5",
    "Scheduling.heading": "Own words",
    "Scheduling.say": "Own words",
    "Scheduling.url": "https://other.example.com/x",
    "Section.id": "other",
    "Section.when": NO,
    "Setting.on": "2026-01-02",
    "Table.rows": [["Other"]],
    "TimelineEntry.when": NO,
    "WriteIn.lines": "3",
}
"""What a key says instead, where taking it out or adding a word to it would not do."""
ADDED: dict[str, tuple[str, Way]] = {
    "HandoutDefaults.slashed_zero": (BRAND_FILE, ("defaults", "handouts", "slashed_zero")),
    "Language.direction": (LANGUAGE_FILE, ("direction",)),
    "Language.typeface": (LANGUAGE_FILE, ("typeface",)),
    "Scheduling.heading": (CLINIC_FILE, ("scheduling", "heading")),
    "Scheduling.say": (CLINIC_FILE, ("scheduling", "say")),
}
"""Keys that the content is without, and gets."""
REFUSED = ("Language.direction", "Policy.overdue", "Policy.unreviewed", "Policy.untranslated")
"""Keys with one value so far: every other one is refused, which is what they change."""


def contents() -> dict[str, Any]:
    """Return what each file of the content says; every scalar is text, as the program reads it."""
    language = yaml.load((ROOT / "data" / LANGUAGE_FILE).read_text(encoding="utf-8"), yaml.BaseLoader)
    other = copy.deepcopy(language)
    other["name"] = "Exxish"
    other["dates"] = yaml.load(NAMES, yaml.BaseLoader) | {
        "day": "EEEE MMMM d", "card": "EEEE MMMM d y", "time": "h:mm a",
    }  # fmt: skip
    knee = yaml.load(PROCEDURE, yaml.BaseLoader)
    hip = yaml.load(PROCEDURE.replace("Title", "Hip").replace("Alias", "Hip alias"), yaml.BaseLoader)
    hip["body_map"] = {"view": "back", "regions": ["lower-back"]}
    small = {
        "title": "Small",
        "summary": "Words",
        "sections": [{"id": "a", "heading": "A", "blocks": [{"text": "B"}]}],
    }
    return {
        PROCEDURE_FILE: knee,
        PROCEDURE_FILE.replace("en.yaml", "xx.yaml"): knee,
        "procedures/hip-injection/en.yaml": hip,
        "procedures/hip-injection/xx.yaml": hip,
        "procedures/small/en.yaml": small,
        "procedures/small/xx.yaml": small,
        CLINIC_FILE: yaml.load(CLINIC, yaml.BaseLoader),
        LANGUAGE_FILE: language,
        "languages/xx.yaml": other,
        BRAND_FILE: yaml.load(BRAND, yaml.BaseLoader),
    }


def models(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield every model that a type is made of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for field in annotation.model_fields.values():
            yield from models(field.annotation)
    elif isinstance(annotation, type) and issubclass(annotation, Listed):
        yield from models(annotation.written)
    for inner in get_args(annotation):
        yield from models(inner)


def keys() -> list[str]:
    """Return every key of ours, as ``Model.key``."""
    found = {
        f"{each.__name__}.{name}"
        for model, _ in MODELS.values()
        for each in models(model)
        for name in each.model_fields
    }
    return sorted(found - {"Conditional.when", "Conditional.otherwise"})


def ways(kind: Any, data: Any, way: Way = ()) -> Iterator[tuple[str, Way]]:
    """Yield each key in *data*, which is of the type *kind*, with the way to it."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, field in kind.model_fields.items() if isinstance(data, dict) else ():
            if name in data:
                yield f"{kind.__name__}.{name}", (*way, name)
                yield from ways(field.annotation, data[name], (*way, name))
    elif isinstance(kind, type) and issubclass(kind, Listed):
        yield from ways(kind.written, data, way)
    elif get_origin(kind) is dict and isinstance(data, dict):
        for name, each in data.items():
            yield from ways(get_args(kind)[1], each, (*way, name))
    elif get_origin(kind) is list and isinstance(data, list):
        for index, each in enumerate(data):
            yield from ways(get_args(kind)[0], each, (*way, index))
    else:  # one of several, or a type with notes
        for inner in get_args(kind):
            yield from ways(inner, data, way)


def changed(content: dict[str, Any], file: str, way: Way, value: Any) -> dict[str, Any]:
    """Return *content* with *value* at *way* of *file*, or without it."""
    made = copy.deepcopy(content)
    inside = made[file]
    for step in way[:-1]:
        inside = inside[step]
    if value == GONE:
        del inside[way[-1]]
    else:
        inside[way[-1]] = value
    return made


def put_out(content: dict[str, Any], command: str, folder: Path) -> Any:
    """Return everything that *command* puts out for *content*: its status, its words, its files and who may read them."""
    data = write_library(folder / "data")
    for file, value in content.items():
        (data / file).parent.mkdir(parents=True, exist_ok=True)
        (data / file).write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    for name, text in LISTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    said = StringIO()
    with pytest.MonkeyPatch.context() as patched, redirect_stdout(said), redirect_stderr(said):
        patched.chdir(folder)
        patched.setattr("handouts.tailoring.tailor.identity_of", lambda *_: "0000")
        status = main(["--data", "data", *COMMANDS[command]])
    words = re.sub(r"\d+\.\d\d s|\d+ kB|/s\b.*", "", said.getvalue())
    made = {
        file.relative_to(folder).as_posix(): (file.read_bytes(), file.stat().st_mode)
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.suffix in (".pdf", ".png", ".txt")
    }
    return status, words, made


def otherwise_said(key: str, value: Any) -> Any:
    """Return what *key* says instead of *value*: nothing where it may be left out, else a word more."""
    if key in INSTEAD:
        return INSTEAD[key]
    model, name = key.split(".")
    (field,) = {
        id(each): each.model_fields[name]
        for top, _ in MODELS.values()
        for each in models(top)
        if each.__name__ == model
    }.values()
    if model == "Block" and name in Block.kinds():  # without its kind a block would be refused
        return reworded(value)
    if not field.is_required():
        return GONE
    if isinstance(value, str):
        return f"{value} again"
    if isinstance(value, dict):
        return {name: f"{each} again" for name, each in value.items()}
    return [f"{each} again" for each in value] if isinstance(value[0], str) else value[:-1]


def reworded(value: Any) -> Any:
    """Return *value* with a word more in each text of several words; names, choices and numbers have one."""
    if isinstance(value, dict):
        return {name: reworded(each) for name, each in value.items()}
    if isinstance(value, list):
        return [reworded(each) for each in value]
    return f"{value} again" if " " in value else value


def occurrences(content: dict[str, Any]) -> dict[str, list[tuple[str, Way]]]:
    """Return where each key of ours stands in *content*."""
    found: dict[str, list[tuple[str, Way]]] = {key: [place] for key, place in ADDED.items()}
    for file, (model, below) in MODELS.items():
        data, way = content[file], tuple(filter(None, below.split(".")))
        for step in way:
            data = data[step]
        for key, rest in ways(model, data, way):
            found.setdefault(key, []).append((file, rest))
    return {key: list(dict.fromkeys(places)) for key, places in found.items()}


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Any]:
    """Return a function that says what a command puts out for the content as it is; each is run once."""

    @cache
    def run(command: str) -> Any:
        return put_out(contents(), command, tmp_path_factory.mktemp("before"))

    return run


def test_the_content_has_every_key() -> None:
    assert set(keys()) - set(occurrences(contents())) == set()


def test_every_proof_is_of_one_key() -> None:
    proved = " ".join(PROVED_BY.values()).split()
    assert len(proved) == len(set(proved))
    assert set(proved) <= set(keys())
    assert {*INSTEAD, *ADDED, *REFUSED} - set(keys()) == set()


@pytest.mark.parametrize("key", keys())
def test_a_key_changes_what_its_command_puts_out(
    key: str, before: Callable[[str], Any], tmp_path: Path
) -> None:
    content = contents()
    command = next((name for name, proved in PROVED_BY.items() if key in proved.split()), "build")
    without = before(command)
    for number, (file, way) in enumerate(occurrences(content)[key]):
        value = content[file]
        for step in way if key not in ADDED else ():
            value = value[step]
        instead = otherwise_said(key, value)
        after = put_out(changed(content, file, way, instead), command, tmp_path / str(number))
        if key in REFUSED:
            assert after[0] == 1 and "error: " in after[1], after[1]
            return
        if after != without and after[0] == without[0]:
            return
    pytest.fail(f"{key} changes nothing that {command} puts out")
