"""Many handouts of few kinds: what is the same for all patients is laid out and drawn once, the rest for each.

A kind is a request without its visit. Its handouts differ in the texts that the visit fills in, which have slots;
those whose texts take as many lines have the same pages (a shape), and only the lines in the slots are set anew.
Each file is, byte for byte, what `Builder.build` makes. Where that could be doubted, `Builder.build` makes it.

Nothing of a patient is kept: a shape is what its handouts share, and the first of them leaves no line in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from handouts.delivering.build import Builder, BuildResult
from handouts.problems import ContentError, Problem, has_errors, strictly
from handouts.tailoring.handout import RichText
from handouts.tailoring.identity import tokens
from handouts.tailoring.request import Request
from handouts.tailoring.tailor import card_texts, slots_of, visit_texts
from handouts.text.scripts import is_simple

if TYPE_CHECKING:
    from handouts.composing.compose import Look
    from handouts.composing.paragraphs import LineSource, Source, TextBox
    from handouts.delivering.mail_merge.pdf.file_template import Setting, Variants
    from handouts.delivering.mail_merge.pdf.part_template import Sheet
    from handouts.graphics.document import ComposedDocument
    from handouts.tailoring.handout import Handout

MOST_KINDS, MOST_SHAPES = 200, 32
"""What is remembered at once, some 100 KB a shape; beyond, everything is forgotten and learnt anew."""
PROVED = 1
"""Handouts of each kind that are made both ways and compared, before the short way is trusted: not the one that a
shape was learnt from, but the next that has the same."""

Lines = tuple[tuple[bool, ...], tuple[tuple[int, float], ...]]
"""Which slots are filled; and of each text that is set, how many lines it takes and its size of type in points."""


class Series:
    """Builds handouts like *builder*, and faster from the second of a kind on."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self._kinds: dict[str, _Kind | None] = {}

    def build(self, request: Request) -> BuildResult:
        """Build one handout; every problem met is in the result, and nothing a user can mend is raised."""
        made = self.set(request)
        pdf = made.shape.file(made.boxes) if made is not None else None
        if made is None or pdf is None:
            return self.builder.build(request)
        return BuildResult(pdf, made.shape.variants.pages, tuple(made.problems), made.name)

    def set(self, request: Request) -> SetHandout | None:
        """Return the handout of *request* with only its own lines set; None if it should be built in full."""
        try:
            return self._set(request) if request.appointment is not None else None
        except ContentError:
            return None  # it is said when the handout is built in full

    def _set(self, request: Request) -> SetHandout | None:
        kind = self._kind(replace(request, appointment=None, now=None))
        if kind is None:
            return None
        if not kind.varies:
            return kind.set(request)
        # Something besides the slots is the visit's, such as the rows of a log: only equal ids are of one kind.
        handout, look, problems, name = self.builder.tailor(request)
        if handout is None or look is None:
            return None
        if handout.identity not in self._kinds:
            self._make_room()
            self._kinds[handout.identity] = _Kind(self.builder, handout, look, (), name)
        same = self._kinds[handout.identity]
        return same.set_tailored(request, handout, problems) if same is not None else None

    def _kind(self, general: Request) -> _Kind | None:
        key = repr(general)
        if key not in self._kinds:
            self._make_room()
            self._kinds[key] = None
            handout, look, problems, name = self.builder.tailor(general)
            if handout is not None and look is not None:
                self._kinds[key] = _Kind(self.builder, handout, look, problems, name)
        return self._kinds[key]

    def _make_room(self) -> None:
        if len(self._kinds) >= MOST_KINDS:
            self._kinds.clear()


class _Kind:
    """The handouts that say the same but for their slots as *handout*, of which nothing of the visit's is kept."""

    def __init__(
        self, builder: Builder, handout: Handout, look: Look, problems: Sequence[Problem], name: str
    ) -> None:
        self.builder, self.identity = builder, handout.identity
        self.problems, self.name = problems, name
        self.slots = [replace(text, runs=()) for text in slots_of(handout)]
        self.said = _spaced(" ".join(tokens(replace(handout, card=()))))
        self.stacks = [look.text] if look.display is look.text else [look.text, look.display]
        self.sources: dict[tuple[bool, ...], tuple[Source, ...]] = {}  # by which slots are filled
        self.shapes: dict[Lines, Shape] = {}
        self.to_prove = PROVED
        self.trusted = True
        self.varies = False

    def set(self, request: Request) -> SetHandout | None:
        """Return what *request* comes to; None if it should be built in full."""
        content, _problems, _name = self.builder.content(request)
        if not self.trusted or content is None:
            return None
        texts, found = visit_texts(
            content.procedure, content.clinic, content.language, content.request, self.slots
        )
        problems = [*self.problems, *(strictly(found) if request.strict else found)]
        return self._placed(request, texts, problems)

    def set_tailored(self, request: Request, handout: Handout, problems: list[Problem]) -> SetHandout | None:
        """Return what *request* comes to, which has been tailored as *handout*; None if it should be built in full."""
        card = card_texts(handout.card)
        return self._placed(request, [*card, *slots_of(handout)], problems) if self.trusted else None

    def _placed(
        self, request: Request, texts: Sequence[RichText], problems: list[Problem]
    ) -> SetHandout | None:
        if has_errors(problems) or any(self._is_hard(text) for text in texts):
            return None
        filled = tuple(bool(text.runs) for text in texts)
        boxes = _set(self.sources.get(filled, ()), texts)
        if any(box.strain for box in boxes):
            return None  # a word is too wide for its place: the page is arranged for it
        shape = self.shapes.get(_lines(filled, boxes))
        if shape is None:
            shape = self._learn(request, texts, filled)
            if shape is None:
                return None
            boxes = _set(self.sources[filled], texts)
        elif self.to_prove and (pdf := shape.file(boxes)) is not None:
            self.to_prove -= 1
            self.trusted = self.builder.build(request).pdf == pdf
        told = [*problems, *shape.problems]
        return SetHandout(shape, boxes, told, self.name) if self.trusted else None

    def _is_hard(self, text: RichText) -> bool:
        """Return whether *text* has a character that no font has, or a run with an element of its own, as links and
        words of other scripts have."""
        plain = text.plain
        own = any(run.link or run.language for run in text.runs)
        return own or not is_simple(plain) or any(stack.missing(plain) for stack in self.stacks)

    def _learn(self, request: Request, texts: Sequence[RichText], filled: tuple[bool, ...]) -> Shape | None:
        """Compose the handout of *request* in full and keep what others of its shape share; None if none can."""
        from handouts.delivering.mail_merge.pdf.file_template import Variants

        handout, look, _problems, _name = self.builder.tailor(request)
        # The id covers all that a handout says but for its slots: equal ids say that nothing else is the visit's.
        self.varies = handout is not None and handout.identity != self.identity
        if handout is None or look is None or self.varies:
            return None
        document, found = self.builder.composed(request, handout, look, ())
        if document is None:
            return None
        lines = _own_lines(document)
        sources = tuple(dict.fromkeys(line.source for line in lines))
        if any(source.alone or box.strain for source, box in zip(sources, _set(sources, texts), strict=True)):
            return None  # arranged for this visit alone
        everything = {source.slot for source in sources} == {text.slot for text in texts if text.runs}
        agrees = self.sources.setdefault(filled, sources) == sources
        self.trusted = everything and agrees and not _speaks_elsewhere(document, texts, self.said)
        if not self.trusted:
            return None
        boxes = _set(sources, texts)
        variants = Variants.of(self.builder.renderer, document)
        if len(self.shapes) >= MOST_SHAPES:
            self.shapes.clear()
        places = [(sources.index(line.source), line.number) for line in lines]
        shape = Shape(variants, places, tuple(found))
        self.shapes[_lines(filled, boxes)] = shape
        return shape


def _set(sources: Sequence[Source], texts: Sequence[RichText]) -> list[TextBox]:
    return [source.set(texts[source.slot], source.width, source.style) for source in sources]


@dataclass(slots=True)
class Shape:
    """Handouts with the same pages but for the text in their slots. ``lines``: of which text, which of its lines.

    ``problems`` are those of the pages they share. ``sheet`` is what they share in the merged file that is being made,
    once one of them is in it.
    """

    variants: Variants
    lines: list[tuple[int, int]]
    problems: tuple[Problem, ...] = ()
    sheet: Sheet | None = None

    def settings(self, boxes: Sequence[TextBox]) -> list[Setting]:
        """Return what stands on the lines of the handout with the texts *boxes*."""
        return [(tuple(boxes[text].lines[line]), line not in boxes[text].cut) for text, line in self.lines]

    def file(self, boxes: Sequence[TextBox]) -> bytes | None:
        """Return the handout with the texts *boxes*; None if it needs other fonts."""
        return self.variants.file(self.settings(boxes))


@dataclass(frozen=True, slots=True)
class SetHandout:
    """A handout of which only the visit's own texts, ``boxes``, had to be set."""

    shape: Shape
    boxes: list[TextBox]
    problems: list[Problem]
    name: str


def _lines(filled: tuple[bool, ...], boxes: Sequence[TextBox]) -> Lines:
    return filled, tuple((len(box.lines), box.style.size) for box in boxes)


def _own_lines(document: ComposedDocument) -> list[LineSource]:
    """Return what the lines in the slots of *document* are set from, in the order in which they are drawn."""
    from handouts.graphics.document import TextLine

    marks = [mark for page in document.pages for mark in page.marks]
    return [cast("LineSource", mark.source) for mark in marks if isinstance(mark, TextLine) and mark.source]


def _speaks_elsewhere(document: ComposedDocument, texts: Sequence[RichText], said: str) -> bool:
    """Return whether anything that copies share (a bookmark, a description) says what the visit filled in.

    *said* is what the handout says to everybody: a visit's place may well be in the clinic's address.
    """
    from handouts.graphics.document import LinkArea, TextLine

    shared: list[str] = []
    for page in document.pages:
        shared += [bookmark.title for bookmark in page.bookmarks]
        for mark in page.marks:
            if isinstance(mark, TextLine) and mark.source is None:
                shared.append("".join(run.text for run in mark.runs))
            elif isinstance(mark, LinkArea):
                shared.append(mark.contents)
    for element in document.structure.walk():
        shared += filter(None, (element.alternate, element.actual_text, element.title))
    filled = [_spaced(text.plain) for text in texts if len(text.plain) > 3]
    return any(words in _spaced(line) for words in filled if words not in said for line in shared)


def _spaced(text: str) -> str:
    return text.replace("\u00a0", " ")
