"""The mail merge: many handouts, of which what is the same for all patients is laid out and drawn once.

A wording is what a request without its visit says. Its copies differ in the texts that the visit fills in, the slots;
copies whose slots take as many lines have the same pages, a template, and only the lines in the slots are set anew.
Each copy is, byte for byte, what `Builder.build` makes. Where that could be doubted, `Builder.build` makes it.

Nothing of a patient is kept: the copy that a template is learned from leaves no line in it. See README.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from handouts.delivering.build import Builder, BuildResult
from handouts.problems import ContentError, Problem, has_errors, strictly
from handouts.tailoring.handout import VISIT_CREATOR, RichText
from handouts.tailoring.request import Request
from handouts.tailoring.tailor import card_texts, slots_of, visit_texts
from handouts.text.scripts import is_simple
from handouts.walk import every, walk

if TYPE_CHECKING:
    from handouts.composing.compose import Look
    from handouts.composing.paragraphs import LineSource, Source, TextBox
    from handouts.delivering.mail_merge.guard import ForeignNameGuard
    from handouts.delivering.mail_merge.pdf.file_template import FileTemplate
    from handouts.delivering.mail_merge.pdf.slot_lines import FilledLine
    from handouts.graphics.document import ComposedDocument
    from handouts.tailoring.handout import Handout

MOST_WORDINGS, MOST_TEMPLATES = 200, 32
"""What is remembered at once, some 100 KB a template; beyond, everything is forgotten and learned anew."""
PROVED = 1
"""Copies of each wording that are made both ways and compared before the short way is trusted: not the one that a
template was learned from, but the next that has the same."""

Lines = tuple[tuple[bool, ...], tuple[tuple[int, float], ...]]
"""Which slots are filled; and of each text that is set, how many lines it takes and its size of type in points."""


class MailMerge:
    """Builds handouts like *builder*, and faster from the second of a wording on."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self._wordings: dict[str, Wording | None] = {}

    def build(self, request: Request) -> BuildResult:
        """Build one handout; every problem met is in the result, and nothing a user can fix is raised."""
        made = self.copy(request)
        pdf = made.template.file(made.boxes) if made is not None else None
        if made is None or pdf is None:
            return self.builder.build(request)
        return BuildResult(pdf, made.template.of_file.pages, tuple(made.problems), made.name)

    def copy(self, request: Request) -> Copy | None:
        """Return the handout of *request* with only its own lines set; None if it should be built in full."""
        try:
            return self._copy_of(request) if request.appointment is not None else None
        except ContentError:
            return None  # it is reported when the handout is built in full

    def _copy_of(self, request: Request) -> Copy | None:
        general = replace(request, appointment=None, now=None)
        wording = self._wording_of(general)
        if wording is None:
            return None
        if not wording.varies:
            return wording.copy(request)
        # Something besides the slots is the visit's, such as the rows of a log: only equal ids are of one wording.
        handout, look, problems, name = self.builder.tailor(request)
        if handout is None or look is None:
            return None
        if handout.identity not in self._wordings:
            self._make_room()
            self._wordings[handout.identity] = Wording(self.builder, general, handout, look, (), name)
        same = self._wordings[handout.identity]
        return same.copy_of_tailored(request, handout, problems) if same is not None else None

    def _wording_of(self, general: Request) -> Wording | None:
        key = repr(general)
        if key not in self._wordings:
            self._make_room()
            self._wordings[key] = None
            handout, look, problems, name = self.builder.tailor(general)
            if handout is not None and look is not None:
                self._wordings[key] = Wording(self.builder, general, handout, look, problems, name)
        return self._wordings[key]

    def _make_room(self) -> None:
        if len(self._wordings) >= MOST_WORDINGS:
            self._wordings.clear()


class Wording:
    """The handouts that say the same but for their slots as *handout*, of which nothing of the visit's is kept."""

    def __init__(
        self,
        builder: Builder,
        general: Request,
        handout: Handout,
        look: Look,
        problems: Sequence[Problem],
        name: str,
    ) -> None:
        self.builder, self.general, self.identity = builder, general, handout.identity
        self.problems, self.name = problems, name
        self.slots = [replace(text, runs=()) for text in slots_of(handout)]
        self.said = _said_to_everybody(handout)
        self.guard: ForeignNameGuard | None = None  # made when first asked
        self.stacks = [look.text] if look.display is look.text else [look.text, look.display]
        self.sources: dict[tuple[bool, ...], tuple[Source, ...]] = {}  # by which slots are filled
        self.templates: dict[Lines, Template] = {}
        self.to_prove = PROVED
        self.trusted = True
        self.varies = False

    def copy(self, request: Request) -> Copy | None:
        """Return what *request* comes to; None if it should be built in full."""
        content, _problems, _name = self.builder.content(request)
        if not self.trusted or content is None:
            return None
        texts, found = visit_texts(
            content.procedure, content.clinic, content.language, content.request, self.slots
        )
        problems = [*self.problems, *(strictly(found) if request.strict else found)]
        return self._copy(request, texts, problems)

    def copy_of_tailored(self, request: Request, handout: Handout, problems: list[Problem]) -> Copy | None:
        """Return what *request* comes to, which has been tailored as *handout*; None if it should be built in full."""
        card = card_texts(handout.card)
        return self._copy(request, [*card, *slots_of(handout)], problems) if self.trusted else None

    def _copy(self, request: Request, texts: Sequence[RichText], problems: list[Problem]) -> Copy | None:
        if has_errors(problems) or any(self._is_hard(text) for text in texts):
            return None
        filled = tuple(bool(text.runs) for text in texts)
        boxes = _boxes(self.sources.get(filled, ()), texts)
        if any(box.strain for box in boxes):
            return None  # a word is too wide for its place: the page is arranged for it
        template = self.templates.get(_lines(filled, boxes))
        if template is None:
            template = self._learn(request, texts, filled)
            if template is None:
                return None
            boxes = _boxes(self.sources[filled], texts)
        elif self.to_prove and (pdf := template.file(boxes)) is not None:
            self.to_prove -= 1
            self.trusted = self.builder.build(request).pdf == pdf
        told = [*problems, *template.problems]
        return Copy(self, template, texts, boxes, told, self.name) if self.trusted else None

    def _is_hard(self, text: RichText) -> bool:
        """Return whether *text* has a character that no font has, or a run with an element of its own, as links and
        words of other scripts have."""
        plain = text.plain
        own = any(run.link or run.language for run in text.runs)
        return own or not is_simple(plain) or any(stack.missing(plain) for stack in self.stacks)

    def _learn(
        self, request: Request, texts: Sequence[RichText], filled: tuple[bool, ...]
    ) -> Template | None:
        """Compose the handout of *request* in full and keep the template that others share; None if none can."""
        from handouts.delivering.mail_merge.pdf.file_template import FileTemplate

        handout, look, _problems, _name = self.builder.tailor(request)
        # The id covers all that a handout says but for its slots: equal ids say that nothing else is the visit's.
        self.varies = handout is not None and handout.identity != self.identity
        if handout is None or look is None or self.varies:
            return None
        document, found = self.builder.composed(request, handout, look, ())
        if document is None:
            return None
        lines = _slot_lines(document)
        sources = tuple(dict.fromkeys(line.source for line in lines))
        if any(
            source.alone or box.strain for source, box in zip(sources, _boxes(sources, texts), strict=True)
        ):
            return None  # arranged for this visit alone
        everything = {source.slot for source in sources} == {text.slot for text in texts if text.runs}
        agrees = self.sources.setdefault(filled, sources) == sources
        self.trusted = everything and agrees and not self.leaks(document, texts)
        if not self.trusted:
            return None
        boxes = _boxes(sources, texts)
        of_file = FileTemplate.of(self.builder.renderer, document)
        if len(self.templates) >= MOST_TEMPLATES:
            self.templates.clear()
        places = [(sources.index(line.source), line.number) for line in lines]
        template = Template(of_file, places, tuple(found))
        self.templates[_lines(filled, boxes)] = template
        return template

    def leaks(self, document: ComposedDocument, texts: Sequence[RichText]) -> bool:
        """Return whether what copies of *document* share says anything of *texts*, which are one visit's."""
        from handouts.delivering.mail_merge.guard import ForeignNameGuard, shared_texts

        if self.guard is None:
            nobodys = self.builder.compose(self.general)[0]
            self.guard = ForeignNameGuard(
                [*self.said, *(shared_texts(nobodys) if nobodys is not None else ())]
            )
        return self.guard.finds(document, [text.plain for text in texts])


def _said_to_everybody(handout: Handout) -> list[str]:
    """Return every text of *handout* but its card and what is in its slots, and what every visit's file says."""
    said = [VISIT_CREATOR]
    for value, _owners in walk(replace(handout, card=()), RichText):
        if isinstance(value, RichText) and value.slot is None:
            said += [value.plain, *every(str, value.runs)]
        elif isinstance(value, str):
            said.append(value)
    return said


def _boxes(sources: Sequence[Source], texts: Sequence[RichText]) -> list[TextBox]:
    return [source.set(texts[source.slot], source.width, source.style) for source in sources]


@dataclass(slots=True, eq=False, weakref_slot=True)
class Template:
    """Pages that copies share, all but the lines in their slots. ``lines``: of which text, which of its lines.

    A slot may have many lines, on every page: each text is set once, and a line of it may be drawn many times.
    ``problems`` are those of the pages.
    """

    of_file: FileTemplate
    lines: list[tuple[int, int]]
    problems: tuple[Problem, ...] = ()

    def filled_lines(self, boxes: Sequence[TextBox]) -> list[FilledLine]:
        """Return what stands on the lines of the handout with the texts *boxes*."""
        from handouts.delivering.mail_merge.pdf.slot_lines import FilledLine

        return [
            FilledLine(tuple(boxes[text].lines[line]), line not in boxes[text].cut, boxes[text].rightwards)
            for text, line in self.lines
        ]

    def file(self, boxes: Sequence[TextBox]) -> bytes | None:
        """Return the handout with the texts *boxes*; None if it needs other fonts."""
        return self.of_file.file(self.filled_lines(boxes))


@dataclass(frozen=True, slots=True)
class Copy:
    """One visit's handout, of which only the texts in the slots, ``texts``, had to be set, as ``boxes``."""

    wording: Wording
    template: Template
    texts: Sequence[RichText]
    boxes: list[TextBox]
    problems: list[Problem]
    name: str


def _lines(filled: tuple[bool, ...], boxes: Sequence[TextBox]) -> Lines:
    return filled, tuple((len(box.lines), box.style.size) for box in boxes)


def _slot_lines(document: ComposedDocument) -> list[LineSource]:
    """Return what the lines in the slots of *document* are set from, in the order in which they are drawn."""
    from handouts.graphics.document import TextLine

    marks = [mark for page in document.pages for mark in page.marks]
    return [cast("LineSource", mark.source) for mark in marks if isinstance(mark, TextLine) and mark.source]
