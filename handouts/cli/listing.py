"""``list`` for the command line: what there is to choose from, for people in lines and for programs as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import click

from handouts.cli.reports import tell
from handouts.problems import Problem, has_errors


def report_content(found: dict[str, Any], problems: Sequence[Problem], as_json: bool) -> int:
    """Print what was *found*, and its problems to stderr; return 1 if anything could not be read, else 0."""
    tell([problem for problem in problems if problem.is_error], set())
    if as_json:
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        for line in _lines(found):
            click.echo(line)
    return 1 if has_errors(problems) else 0


def _lines(found: dict[str, Any]) -> list[str]:
    lines = ["Procedures" if found["procedures"] else "No procedure is in this data folder."]
    for each in found["procedures"]:
        lines.append(f"  {each['id']}")
        for code, title in each["titles"].items():
            lines.append(f"      {code}: {title}")
        if each["also_known_as"]:
            lines.append(f"      also: {', '.join(each['also_known_as'])}")
        asked = {f"--option {name}={'|'.join(o['choices'])}": o["ask"] for name, o in each["options"].items()}
        width = max(map(len, asked), default=0)
        lines += [f"      {option:<{width}}  {ask}" for option, ask in asked.items()]
    lines += ["Clinics" if found["clinics"] else "No clinic is in this data folder."]
    for each in found["clinics"]:
        others = [code for code in each["languages"] if code != each["usual_language"]]
        lines.append(f"  {each['id']}: {each['name']} ({', '.join([each['usual_language'], *others])})")
        for name, setting in each["settings"].items():
            lines.append(f"      {name}: {_signed(setting)}")
    lines += ["Languages of the page"]
    lines += [f"  {each['code']}: {each['name']}" for each in found["languages"]]
    return lines


def _signed(setting: dict[str, str]) -> str:
    """Return what a clinic's setting says, and who stands behind it."""
    value = " ".join(part for part in (setting.get("value"), setting.get("unit")) if part) or "left blank"
    source = f"; from {setting['source']}" if "source" in setting else ""
    day = f" on {setting['on']}" if "on" in setting else ""
    who = f"; approved by {setting['approved_by']}{day}" if "approved_by" in setting else "; not approved"
    return f"{value}{source}{who}"
