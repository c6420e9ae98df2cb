"""Content is held against its model; every mistake becomes a problem with its place, in plain words.

Knows pydantic's errors and where things stand; knows no particular model and reads no file.
"""

from __future__ import annotations

import re
import types
from collections.abc import Iterator
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from handouts.problems import Place, Problem, Source, error
from handouts.reading.models.base import Listed
from handouts.reading.nodes import Positioned, Steps
from handouts.reading.suggestions import closest, did_you_mean

AnyModel = TypeVar("AnyModel", bound=BaseModel)

MOST_TOLD = 100
"""Problems of one file that are told: nobody reads more at once, and to tell each takes time."""
_MANY = "is it a file of another kind? or else correct these first"
_EXPECTATIONS = {
    "int_parsing": "should be a whole number",
    "int_type": "should be a whole number",
    "int_from_float": "should be a whole number",
    "float_parsing": "should be a number",
    "float_type": "should be a number",
    "bool_parsing": 'should be "yes" or "no"',
    "bool_type": 'should be "yes" or "no"',
    "string_type": "should be text",
    "list_type": "should be a list",
    "dict_type": "should hold keys of its own",
    "model_type": "should hold keys of its own",
}
_HINTS = {
    "list_type": 'put each entry on a line of its own that begins with "- "',
    "dict_type": "write its keys on the lines below, two spaces further in",
    "model_type": "write its keys on the lines below, two spaces further in",
}


def validate(
    model: type[AnyModel], positioned: Positioned, source: Source
) -> tuple[AnyModel | None, list[Problem]]:
    """Return an instance of *model* made of *positioned*, and the problems, in the order of the file.

    There is an instance exactly when there are no problems. Places are in *source*.
    """
    lost = list(_lost_to_comments(positioned, source))
    try:
        instance = model.model_validate(positioned.data)
        return (None, lost) if lost else (instance, [])
    except ValidationError as failure:
        errors = failure.errors(include_url=False)
    left = len(errors) - MOST_TOLD
    errors = errors[:MOST_TOLD]
    intended = _intended(model, errors)
    texts = _split_texts(model, positioned, errors)
    problems = [
        _problem(model, positioned, source, details)
        for details in errors
        if not (details["type"] == "missing" and details["loc"] in intended)
        and details["loc"][:-1] not in texts
    ]
    problems += [
        error("unknown-key", f'unknown key "{steps[-1]}"', _key_place(positioned, source, steps), hint)
        for steps, hint in texts.values()
    ]
    if left > 0:
        problems.append(
            error("many-problems", f"{left} more problems are in this file", Place(source), _MANY)
        )
    said = {problem.place for problem in lost}
    problems = lost + [problem for problem in dict.fromkeys(problems) if problem.place not in said]
    return None, sorted(problems, key=lambda p: (p.place.line, p.place.column) if p.place else (0, 0))


def _lost_to_comments(positioned: Positioned, source: Source) -> Iterator[Problem]:
    """Yield the values that YAML takes for a comment, as in ``primary: #0b5a5e``."""
    if "#" not in source.text:
        return
    lines = source.text.splitlines()
    for steps, place in (positioned.places | positioned.key_places).items():
        if place.line <= len(lines) and steps and _value_at(positioned.data, steps) is None:
            lead = (
                r"[^:]*:" if steps in positioned.key_places else ""
            )  # an entry of a list is where its dash ends
            written = re.match(lead + r"\s+(#\S.*)", lines[place.line - 1][place.column - 1 :])
            if written:
                message = f'{_name(steps)} is empty: "{_short(written[1])}" counts as a comment'
                hint = "put a value that begins with # in quotes"
                yield error("wrong-value", message, Place(source, place.line, place.column), hint)


def _intended(model: type[BaseModel], errors: list[ErrorDetails]) -> set[Steps]:
    """Return the missing keys that an unknown key beside them was meant to be: a mistake is said once."""
    missing = {details["loc"] for details in errors if details["type"] == "missing"}
    intended: set[Steps] = set()
    for details in errors:
        if details["type"] == "extra_forbidden":
            parent, key = details["loc"][:-1], str(details["loc"][-1])
            match = closest(key, _keys_at(model, parent))
            if match is not None and (*parent, match) in missing:
                intended.add((*parent, match))
    return intended


def _split_texts(
    model: type[BaseModel], positioned: Positioned, errors: list[ErrorDetails]
) -> dict[Steps, tuple[Steps, str]]:
    """Return the entries of lists that are texts which YAML split at a colon, such as ``- Pain: burning``.

    By the way to each entry: that to its only key, and the hint.
    """
    found: dict[Steps, tuple[Steps, str]] = {}
    for details in errors:
        steps = details["loc"]
        if details["type"] != "extra_forbidden" or len(steps) < 2 or not isinstance(steps[-2], int):
            continue
        entry, kind = _value_at(positioned.data, steps[:-1]), _model_at(model, steps[:-1])
        key = str(steps[-1])
        if kind is None or not isinstance(entry, dict) or len(entry) != 1:
            continue
        value = next(iter(entry.values()))
        known = list(kind.model_fields)
        is_prose = key != key.lower() or " " in key or closest(key, known) is None
        if not is_prose or key.lower() in known or not (value is None or isinstance(value, str)):
            continue
        written = f"{key}: {value}" if value is not None else f"{key}:"
        required = [name for name, field in kind.model_fields.items() if field.is_required()]
        if getattr(kind, "short_form", None) is not None:
            found[steps[:-1]] = steps, f'put the text in quotes: "{written}"'
        elif len(required) == 2 and value is not None:
            found[steps[:-1]] = steps, f'write {{{required[0]}: "{key}", {required[1]}: "{value}"}}'
        elif "text" in known:
            found[steps[:-1]] = steps, f'write text: "{written}"'
    return found


def _problem(
    model: type[BaseModel], positioned: Positioned, source: Source, details: ErrorDetails
) -> Problem:
    steps, kind = details["loc"], details["type"]
    if kind == "extra_forbidden":
        key = str(steps[-1])
        hint = did_you_mean(key, _keys_at(model, steps[:-1]))
        return error("unknown-key", f'unknown key "{key}"', _key_place(positioned, source, steps), hint)
    if kind == "missing":
        place = _key_place(positioned, source, steps[:-1])
        return error("missing-key", f'the key "{steps[-1]}" is missing', place, _missing_hint(steps))
    if steps and steps[-1] == "[key]":
        key = str(steps[-2])
        hint = did_you_mean(key, _expected(details))
        return error("unknown-key", f'unknown key "{key}"', _key_place(positioned, source, steps[:-1]), hint)
    place = _value_place(positioned, source, steps)
    name = _name(steps)
    if details["input"] is None:
        return error("wrong-value", f"{name} is empty", place, "write a value, or take the key out")
    message, value_hint = _wrong_value(name, details)
    return error("wrong-value", message, place, value_hint)


def _wrong_value(name: str, details: ErrorDetails) -> tuple[str, str | None]:
    kind, context = details["type"], details.get("ctx", {})
    given = details["input"]
    if kind in _EXPECTATIONS:
        said = f', not "{_short(given)}"' if isinstance(given, str) else ""
        return f"{name} {_EXPECTATIONS[kind]}{said}", _HINTS.get(kind)
    if kind == "literal_error":
        allowed = _expected(details)
        if isinstance(given, str):
            return f'{name} cannot be "{_short(given)}"', did_you_mean(given, allowed)
        return f"{name} should be one of {', '.join(allowed)}", None
    if kind == "too_short":
        if context.get("actual_length") == 0:
            return f"{name} should not be empty", "write at least one entry, or take the key out"
        return f"{name} should have at least {context['min_length']} entries", None
    if kind == "too_long":
        return f"{name} should have at most {context['max_length']} entries", None
    if kind == "greater_than_equal":
        return f"{name} should be at least {context['ge']}", None
    if kind == "less_than_equal":
        return f"{name} should be at most {context['le']}", None
    if kind == "value_error":
        message, *mend = getattr(context.get("error"), "args", ()) or (details["msg"],)
        if message == "should be text" and not isinstance(given, str):
            hint = "a text that begins with a brace or a bracket, or holds a colon and a space, needs quotes"
            return f"{name} should be text", hint
        said = f"{name} {message}" if message.startswith(("should ", "needs ")) else message
        return said, mend[0] if mend else None  # a model may raise ValueError(message, hint)
    return f"{name}: {details['msg'][:1].lower()}{details['msg'][1:]}", None


def _missing_hint(steps: Steps) -> str:
    parents = [step for step in steps[:-1] if isinstance(step, str)]
    return f'add "{steps[-1]}:" ' + (f'to this part of "{parents[-1]}"' if parents else "to this file")


def _expected(details: ErrorDetails) -> list[str]:
    return re.findall(r"'([^']*)'", str(details.get("ctx", {}).get("expected", "")))


def _short(value: str) -> str:
    line = " ".join(value.split())
    return line if len(line) <= 40 else line[:39] + "…"


def _name(steps: Steps) -> str:
    """Return what people call the value at *steps*: its key, or its number in the list it stands in."""
    if not steps:
        return "this file"
    if isinstance(steps[-1], int):
        parents = [step for step in steps if isinstance(step, str)]
        return f"entry {steps[-1] + 1}" + (f' of "{parents[-1]}"' if parents else "")
    return f'"{steps[-1]}"'


def _value_place(positioned: Positioned, source: Source, steps: Steps) -> Place:
    """Return where the value at *steps* stands, or the nearest part of the file around it.

    A short form (a plain text where a mapping is meant) has fewer steps in the file than in the model.
    """
    for length in range(len(steps), 0, -1):
        place = positioned.places.get(steps[:length])
        if place is not None:
            if _value_at(positioned.data, steps[:length]) is None:  # the key stands for nothing
                place = positioned.key_places.get(steps[:length], place)
            return Place(source, place.line, place.column)
    return Place(source)


def _key_place(positioned: Positioned, source: Source, steps: Steps) -> Place:
    """Return where the key of the value at *steps* stands, or the value itself when it has none."""
    place = positioned.key_places.get(steps)
    return Place(source, place.line, place.column) if place else _value_place(positioned, source, steps)


def _value_at(data: Any, steps: Steps) -> Any:
    for step in steps:
        data = data[step]
    return data


def _keys_at(model: type[BaseModel], steps: Steps) -> list[str]:
    """Return the keys that *model* knows at *steps*; empty when there is no model."""
    found = _model_at(model, steps)
    return list(found.model_fields) if found is not None else []


def _model_at(model: type[BaseModel], steps: Steps) -> type[BaseModel] | None:
    """Return the model that *model* has at *steps*, if there is one."""
    found: Any = model
    for step in steps:
        found = _plain(found)
        if isinstance(found, type) and issubclass(found, BaseModel):
            field = found.model_fields.get(str(step))
            found = field.annotation if field else None
        elif get_origin(found) in (list, dict, tuple):
            found = get_args(found)[-1]
        else:
            return None
    found = _plain(found)
    return found if isinstance(found, type) and issubclass(found, BaseModel) else None


def _plain(annotation: Any) -> Any:
    """Return *annotation* without its notes and without "or nothing", and a list as it is written."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        elif isinstance(annotation, type) and issubclass(annotation, Listed):
            annotation = annotation.written
        elif get_origin(annotation) in (Union, types.UnionType):
            kinds = [kind for kind in get_args(annotation) if kind is not type(None)]
            annotation = kinds[0]
        else:
            return annotation
