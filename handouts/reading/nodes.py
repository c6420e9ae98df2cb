"""YAML files become plain mappings, lists and texts that remember where they stood.

Nothing is resolved: ``7:30`` and ``no`` stay the text they are. What a file must not hold (the same key
twice, merge keys, endless aliases, several documents) is refused with its place. This module knows nothing
of the models, nor of what the keys mean.
"""

from __future__ import annotations

import errno
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from handouts.opening import read_regular
from handouts.problems import ContentError, Place, Problem, Source, error
from handouts.reading.lost_text import Plain, curly_problems, in_broken_file, prefix_problem
from handouts.reading.text import Text

MAX_BYTES = 1024 * 1024
MAX_NODES = 100_000
MAX_DEPTH = 50
MAX_TEXT, MAX_WORD = 20_000, 1_000
"""Characters of one text, some five pages of it, and of one word within it: more is a slip, and slow to set."""

_LIMITS = (0x20, 0x7F, 0xA0, 0xD800, 0xE000, 0xFEFF, 0xFF00, 0xFFFE, 0x10000, 0x110000)
"""Where runs of characters that a file may hold begin and end in turn: YAML 1.1, section 5.1, c-printable, without a
byte order mark within the text. Not a regular expression: to compile one with such runs takes longer than to read."""
_CONTROLS = "\t\n\r\x85"
"""Characters that it may hold besides."""

Steps = tuple[str | int, ...]
"""The way to a value: keys of mappings and indexes of lists (from 0), from the top of the file."""

Data = dict[Text, Any] | list[Any] | Text | None


@dataclass(frozen=True)
class Positioned:
    """The content of a file and where each part of it stands.

    ``places`` holds every value by its way from the top (the whole file is ``()``), ``key_places`` the key of
    every value that stands in a mapping, ``plain`` every value that is a text without quotes.
    """

    source: Source
    data: dict[Text, Any]
    places: dict[Steps, Place] = field(repr=False)
    key_places: dict[Steps, Place] = field(repr=False)
    plain: tuple[Plain, ...] = field(default=(), repr=False)


def read_yaml(path: Path, name: str | None = None) -> Positioned:
    """Read the YAML file at *path*; people are shown *name* (the path, unless told).

    Raises ContentError when the file cannot be read or is not what this module allows.
    """
    return parse_yaml(read_source(path, name))


def read_source(path: Path, name: str | None = None) -> Source:
    """Return the text of the file at *path*, which is UTF-8 of at most one mebibyte.

    Raises ContentError when it is missing, unreadable, too large or not UTF-8.
    """
    shown = name or str(path)
    place = Place(Source(shown))
    try:
        content = read_regular(path, MAX_BYTES)
    except FileNotFoundError:
        raise ContentError([error("missing-file", "this file does not exist", place)]) from None
    except OSError as failure:
        if failure.errno == errno.EFBIG:
            raise _too_large(shown) from None
        message = f"this file cannot be read: {failure.strerror or failure}"
        raise ContentError([error("unreadable-file", message, place)]) from None
    return decode(content, shown)


def as_source(text: str, name: str) -> Source:
    """Return *text*, which nobody has saved yet, as the file *name* would be read; raises ContentError as reading does."""
    content = text.encode("utf-8", "surrogatepass")
    if len(content) > MAX_BYTES:
        raise _too_large(name)
    return decode(content, name)


def _too_large(name: str) -> ContentError:
    message = f"this file is larger than {MAX_BYTES // 1024} KiB"
    hint = "split it, or take out what is not text"
    return ContentError([error("file-too-large", message, Place(Source(name)), hint)])


def decode(content: bytes, name: str) -> Source:
    """Return *content* as a source called *name*; raises ContentError when it is not UTF-8."""
    try:
        return Source(name, content.decode("utf-8-sig"))
    except UnicodeDecodeError as failure:
        before = content[: failure.start].decode("utf-8-sig", errors="replace")
        source = Source(name, content.decode("utf-8-sig", errors="replace"))
        line = before.count("\n") + 1
        place = Place(source, line, len(before) - (before.rfind("\n") + 1) + 1)
        hint = 'save it with the encoding "UTF-8"'
        raise ContentError([error("not-utf-8", "this file is not UTF-8 text", place, hint)]) from None


def parse_yaml(source: Source) -> Positioned:
    """Read the text of *source* as one YAML mapping.

    Raises ContentError with every problem found.
    """
    try:
        node = _compose(source)
    except ContentError as failure:
        tabs = list(_tabs_in_indentation(source))
        failed_on = {problem.place.line for problem in failure.problems if problem.place}
        if any(tab.place and failed_on & {tab.place.line, tab.place.line + 1} for tab in tabs):
            # the tab is what went wrong; what the parser said of it helps nobody
            raise ContentError(tabs) from None
        if any(problem.code == "yaml-syntax" for problem in failure.problems):
            lost = in_broken_file(source, _loader(), failed_on)
            if lost:
                raise ContentError(lost) from None
        raise
    top = Place(source)
    if node is None:
        raise ContentError([error("empty-file", "this file says nothing", top)])
    if not isinstance(node, yaml.MappingNode):
        place = _place(source, node)
        hint = "write each line as a key, a colon, a space and a value"
        message = 'this file should hold keys, such as "title: …"'
        raise ContentError([error("not-a-mapping", message, place, hint)])
    reader = _Reader(source)
    data = reader.value(node, ())
    reader.problems += curly_problems(reader.plain)
    if reader.problems:
        raise ContentError(reader.problems)
    assert isinstance(data, dict)
    return Positioned(source, data, reader.places, reader.key_places, tuple(reader.plain))


def _loader() -> Any:
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _is_odd(character: str) -> bool:
    return bisect_right(_LIMITS, ord(character)) % 2 == 0 and character not in _CONTROLS


def _compose(source: Source) -> yaml.Node | None:
    """Return the tree of the only document; every way the parser can fail becomes a ContentError."""
    odd = {character for character in set(source.text) if _is_odd(character)}
    if odd:
        start = next(index for index, character in enumerate(source.text) if character in odd)
        before = re.split(r"\r\n|\r|\n", source.text[:start])
        place = Place(source, len(before), len(before[-1]) + 1)
        name = unicodedata.name(source.text[start], f"U+{ord(source.text[start]):04X}")
        message = f"this character cannot stand in a file: {name}"
        raise ContentError([error("odd-character", message, place, "remove it")])
    try:
        _check_depth(source)
        loader = _loader()(source.text)
        try:
            node: yaml.Node | None = loader.get_single_node()
        finally:
            loader.dispose()
        return node
    except yaml.MarkedYAMLError as failure:
        raise ContentError([_syntax_problem(source, failure)]) from None
    except (yaml.YAMLError, ValueError) as failure:
        message = f"this is not YAML: {str(failure).splitlines()[0] if str(failure) else 'unreadable'}"
        raise ContentError([error("yaml-syntax", message, Place(source))]) from None


def too_long(positioned: Positioned) -> list[Problem]:
    """Return a problem for each text that is too long to be printed."""
    problems = []
    for place, text in _texts(positioned.data):
        if len(text) > MAX_TEXT:
            message = f"this text is longer than {MAX_TEXT} characters"
            problems.append(error("too-long", message, place, "divide it into several"))
        elif len(text) > MAX_WORD and re.search(rf"\S{{{MAX_WORD + 1}}}", text):
            message = f"this text holds a word of more than {MAX_WORD} characters"
            problems.append(
                error("too-long", message, place, "is a space missing, or is it not a text at all?")
            )
    return problems


def _texts(value: Data) -> Iterator[tuple[Place, Text]]:
    if isinstance(value, Text):
        yield value.place, value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield key.place, key
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _check_depth(source: Source) -> None:
    """Refuse what is nested so deeply that walking it would exhaust the stack, before it becomes a tree."""
    depth = 0
    loader = _loader()(source.text)
    try:
        while loader.check_event():
            event = loader.get_event()
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MAX_DEPTH:
                    message = f"this is nested more than {MAX_DEPTH} deep"
                    raise ContentError([error("too-deep", message, _mark_place(source, event.start_mark))])
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    finally:
        loader.dispose()


def _syntax_problem(source: Source, failure: yaml.MarkedYAMLError) -> Problem:
    place = _mark_place(source, failure.problem_mark or failure.context_mark)
    said = failure.problem or "unreadable"
    if "single document" in f"{failure.context}":
        return error("several-documents", 'a second document begins here ("---")', place, "keep one per file")
    if "quoted scalar" in f"{failure.context}" and "end of stream" in said:
        begin = _mark_place(source, failure.context_mark or failure.problem_mark)
        hint = "close it with the same mark (\" or ')"
        return error("yaml-syntax", "a quote begins here and never ends", begin, hint)
    if "maximum nesting depth" in said:  # libyaml's own limit, which it may reach before ours
        return error("too-deep", f"this is nested more than {MAX_DEPTH} deep", place)
    if "undefined alias" in said:
        return error("unknown-alias", "this alias (*) names no anchor (&)", place, "put the text in quotes")
    if "mapping values are not allowed" in said:
        hint = "put the whole text in quotes when it holds a colon and a space; check the indentation"
        return error("yaml-syntax", "a colon is not expected here", place, hint)
    if "expected comment or line break" in said:
        message = "a text that begins with > or | is on the lines below it"
        return error("yaml-syntax", message, place, "put the whole text in quotes")
    if "block sequence entries are not allowed" in said:
        return error("yaml-syntax", "a dash is not expected here", place, "put the whole text in quotes")
    if "cannot start any token" in said:
        hint = "put the text in quotes"
        return error("yaml-syntax", "a text cannot begin with this character", place, hint)
    hint = "check the quotes, the colons and the indentation here and on the line before"
    return error("yaml-syntax", f"this is not YAML: {said}", place, hint)


class _Reader:
    """Turns a tree of nodes into plain values, noting places and problems."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.places: dict[Steps, Place] = {}
        self.key_places: dict[Steps, Place] = {}
        self.plain: list[Plain] = []
        self.problems: list[Problem] = []
        self._count = 0
        self._open: set[int] = set()

    def value(self, node: yaml.Node, steps: Steps, flow: bool = False) -> Data:
        """Return what *node* says; *steps* is the way to it; *flow*: it is within brackets or braces."""
        place = self.places[steps] = _place(self.source, node)
        self._count += 1
        if self._count > MAX_NODES:
            message = f"this file repeats itself into more than {MAX_NODES} values"
            problem = error("too-many-values", message, place, "use fewer aliases (*)")
            raise ContentError([*self.problems, problem])
        if len(steps) > MAX_DEPTH:  # aliases can nest deeper than the file itself
            problem = error("too-deep", f"this is nested more than {MAX_DEPTH} deep", place)
            raise ContentError([*self.problems, problem])
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, place, flow)
        if id(node) in self._open:
            self.problems.append(error("endless-alias", "this alias (*) holds itself", place))
            return None
        self._open.add(id(node))
        try:
            if isinstance(node, yaml.SequenceNode):
                inside = bool(node.flow_style)
                return [self.value(item, (*steps, index), inside) for index, item in enumerate(node.value)]
            assert isinstance(node, yaml.MappingNode)
            return self._mapping(node, steps)
        finally:
            self._open.discard(id(node))

    def _scalar(self, node: yaml.ScalarNode, place: Place, flow: bool) -> Text | None:
        if self.source.text[node.start_mark.index : node.start_mark.index + 1] in ("!", "&"):
            lost = prefix_problem(self.source, place)
            if lost is not None and lost not in self.problems:
                self.problems.append(lost)
        end = node.end_mark
        if _is_quoted(node):
            is_block = node.style in ("|", ">")
            return Text(node.value, place, block=is_block, last_line=end.line if is_block else end.line + 1)
        if node.value == "":
            return None
        text = Text(node.value, place, plain=True, last_line=end.line + 1)
        self.plain.append(Plain(text, end.line + 1, end.column + 1, flow))
        return text

    def _mapping(self, node: yaml.MappingNode, steps: Steps) -> dict[Text, Any]:
        found: dict[Text, Any] = {}
        for key_node, value_node in node.value:
            place = _place(self.source, key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                hint = "put the text in quotes when it begins with a brace or a bracket"
                self.problems.append(error("odd-key", "a key should be a plain word", place, hint))
                continue
            if key_node.value == "<<" and not _is_quoted(key_node):
                hint = "write the keys out where they are needed"
                self.problems.append(error("merge-key", "merge keys (<<) are not allowed", place, hint))
                continue
            key = Text(key_node.value, place)
            if key in found:
                first = self.key_places[(*steps, str(key))]
                message = f'the key "{key}" stands here twice; the first is on line {first.line}'
                self.problems.append(error("duplicate-key", message, place, "keep one of them"))
                continue
            self.key_places[(*steps, str(key))] = place
            found[key] = self.value(value_node, (*steps, str(key)), bool(node.flow_style))
        return found


def _is_quoted(node: yaml.ScalarNode) -> bool:
    return node.style in ("'", '"', "|", ">")


def _place(source: Source, node: yaml.Node) -> Place:
    return _mark_place(source, node.start_mark)


def _mark_place(source: Source, mark: Any) -> Place:
    return Place(source) if mark is None else Place(source, mark.line + 1, mark.column + 1)


def _tabs_in_indentation(source: Source) -> Iterator[Problem]:
    """Yield a problem for each line that is indented with a tab."""
    for number, line in enumerate(re.split(r"\r\n|\r|\n", source.text), 1):
        indentation = line[: len(line) - len(line.lstrip(" \t"))]
        if "\t" in indentation and line.strip():
            place = Place(source, number, indentation.index("\t") + 1)
            yield error("tab", "this line is indented with a tab", place, "use two spaces for each step")
