"""Making many handouts is another way to the same bytes, and keeps nothing of any patient."""

from __future__ import annotations

import gc
import random
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from pathlib import Path
from types import FunctionType, ModuleType

import pypdfium2
import pytest
from documents import BLACK
from judges import assert_conforms

from handouts.composing.boxes import Canvas
from handouts.composing.compose import Look
from handouts.composing.lines import TextStyle
from handouts.composing.paragraphs import Source, TextBox, text_box
from handouts.delivering.build import Builder, BuildResult
from handouts.delivering.mail_merge import merge
from handouts.delivering.mail_merge.merge import MailMerge
from handouts.delivering.mail_merge.print_file import PrintFile
from handouts.graphics.document import Bookmark, ComposedDocument
from handouts.problems import Problem
from handouts.reading.library import Library
from handouts.tailoring.handout import Handout, RichText, Run
from handouts.tailoring.moments import Appointment
from handouts.tailoring.request import Request

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = Library(ROOT / "data", ROOT / "fonts")
PROCEDURE = "lumbar-sympathetic-block"
NAMES = (
    "Sample Amber", "Étienne Exemple", "Muster-Ejemplo, María José", "Ng Ex", "Nguyễn Ví Dụ", "Przykład Łukasz",
    "Sample Maximiliana Wilhelmina Featherstonehaugh-Example", None,
    "Example " * 9, "Pneumonoultramicroscopicsilicovolcanoconiosis-Specimen-Placeholder (née Madeup)",
)  # fmt: skip
PLACES = ("Suite 200", "Second entrance behind the car park, ask for Ms. Example at the desk", None)


def visits(count: int, seed: int) -> list[Appointment]:
    chance = random.Random(seed)
    return [
        Appointment(
            chance.choice([None, *[date(2030, 1, 1) + timedelta(chance.randrange(400))] * 9]),
            chance.choice([None, *[time(chance.randrange(24), chance.choice([0, 5, 30, 45]))] * 9]),
            chance.choice(NAMES),
            chance.choice(["Dr. Example", None]),
            chance.choice(PLACES),
        )
        for _ in range(count)
    ]


@pytest.mark.parametrize("wishes", [{}, {"edition": "large-print"}, {"mono": True, "paper": "a4"}])
@pytest.mark.parametrize("options", [{}, {"sedation": "yes", "side": "left"}, {"purpose": "diagnostic"}])
def test_each_handout_of_a_mail_merge_is_the_file_that_a_single_build_makes(
    wishes: dict[str, object], options: dict[str, str]
) -> None:
    builder = Builder(LIBRARY)
    mail_merge = MailMerge(builder)
    for number, visit in enumerate(visits(30, 7)):
        request = Request(PROCEDURE, "parkview", "en", answers=options, appointment=visit, **wishes)  # type: ignore[arg-type]
        made, alone = mail_merge.build(request), builder.build(request)
        assert made.pdf == alone.pdf, number
        assert (made.pages, made.name, set(made.problems)) == (alone.pages, alone.name, set(alone.problems))
        if number == 29 and made.pdf is not None:
            assert_conforms(made.pdf)
    wordings = mail_merge._wordings.values()
    assert all(wording is not None and wording.trusted for wording in wordings), "the short way was taken"


def test_most_of_an_ordinary_list_is_made_the_short_way(monkeypatch: pytest.MonkeyPatch) -> None:
    mail_merge = MailMerge(Builder(LIBRARY))
    in_full = []
    build = Builder.build

    def counted(self: Builder, request: Request) -> BuildResult:
        in_full.append(request)
        return build(self, request)

    monkeypatch.setattr(Builder, "build", counted)
    for number in range(60):
        visit = Appointment(date(2030, 12, 2), time(8 + number % 9), f"Sample Person {number}", "Dr. Example")
        assert mail_merge.build(Request(PROCEDURE, "parkview", "en", appointment=visit)).pdf is not None
    assert len(in_full) < 6


def test_a_mail_merge_remembers_nothing_of_a_patient() -> None:
    mail_merge = MailMerge(Builder(LIBRARY))
    for number in range(12):
        visit = Appointment(
            date(2030, 12, 2), time(8 + number % 4), f"Zzyzx{number} Sample", "Dr. Wxyzzy", "Vault Q"
        )
        mail_merge.build(Request(PROCEDURE, "parkview", "en", answers={"sedation": "yes"}, appointment=visit))
    texts = list(texts_below(mail_merge))
    assert any("sympathetic" in text for text in texts), "the search finds what is remembered"
    assert not [text for text in texts if re.search("Zzyzx|Wxyzzy|Vault Q", text)]


def texts_below(root: object) -> list[str]:
    """Return every text, and all bytes as Latin-1 with their streams inflated, that *root* holds on to."""
    found: list[str] = []
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        each = waiting.pop()
        if id(each) in seen or isinstance(each, (type, ModuleType, FunctionType)):
            continue
        seen.add(id(each))
        if isinstance(each, str):
            found.append(each)
        elif isinstance(each, bytes):
            found.append(each.decode("latin-1"))
            for start in re.finditer(rb"stream\r?\n", each):
                try:
                    found.append(zlib.decompressobj().decompress(each[start.end() :]).decode("latin-1"))
                except zlib.error:
                    continue
        else:
            waiting += gc.get_referents(each)
    return found


@dataclass(frozen=True, slots=True)
class HeadOf:
    """Sets a text of a visit in the head of a page, flush with its right edge if ``flush``."""

    flush: bool

    def __call__(self, text: RichText, width: float, style: TextStyle) -> TextBox:
        box = text_box(text, width, style, None)
        box.source = Source(text.slot or 0, width, style, self)
        if self.flush:
            for line in box.lines:
                line[0] = replace(line[0], at=width - sum(run.width for run in line))
        return box


class BuilderWithHeads(Builder):
    """A builder that prints patient and date, and which of the sheets it is, at the head of every page."""

    def composed(
        self, request: Request, handout: Handout, look: Look, problems: Sequence[Problem]
    ) -> tuple[ComposedDocument | None, list[Problem]]:
        document, told = super().composed(request, handout, look, problems)
        if document is None:
            return None, told
        style = TextStyle(look.text, 8, 10, BLACK)
        pages = []
        for number, page in enumerate(document.pages, 1):
            canvas = Canvas()
            for row in handout.card[:2]:
                value = RichText((Run(row.value or ""),), slot=row.slot)
                if row.value:
                    HeadOf(bool(row.slot))(value, 300, style).paint(canvas, 36, page.height - 4)
            of_sheet = f"Worksheet {number} of {len(document.pages)}"
            text_box(of_sheet, 100, style, None).paint(canvas, 400, page.height - 4)
            pages.append(replace(page, marks=(*page.marks, *canvas.marks)))
        return replace(document, pages=tuple(pages)), told


@pytest.mark.parametrize(
    "wishes", [{}, {"edition": "large-print"}, {"answers": {"purpose": "diagnostic"}}], ids=str
)
def test_a_slot_may_be_in_the_head_of_every_page(wishes: dict[str, object]) -> None:
    builder = BuilderWithHeads(LIBRARY)
    mail_merge = MailMerge(builder)
    for number, visit in enumerate(visits(16, 11)):
        request = Request(PROCEDURE, "parkview", "en", appointment=visit, **wishes)  # type: ignore[arg-type]
        made, alone = mail_merge.build(request), builder.build(request)
        assert made.pdf is not None
        assert made.pdf == alone.pdf, number
        if visit.patient and len(visit.patient) < 30:
            texts = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made.pdf)]
            named = [visit.patient in text for text in texts if "side is left blank" not in text]
            assert all(named) and len(named) > 1
        if number == 15:
            assert_conforms(made.pdf)
    wordings = [wording for wording in mail_merge._wordings.values() if wording is not None]
    assert any(wording.templates for wording in wordings)
    assert all(wording.trusted for wording in wordings), "the short way was taken"


def test_the_print_file_has_the_slot_in_the_head_of_every_page() -> None:
    builder = BuilderWithHeads(LIBRARY)
    print_file = PrintFile(MailMerge(builder))
    names = [f"Zz{letter}{letter} Sample" for letter in "ABCDEF"]
    for number, name in enumerate(names):
        visit = Appointment(date(2030, 12, 2), time(9), name)
        answers = {"purpose": "diagnostic"}
        made = print_file.add(
            Request(PROCEDURE, "parkview", "en", answers=answers, appointment=visit), f"{number} · "
        )
        assert made.pdf is not None
    assert print_file.file is not None
    document = pypdfium2.PdfDocument(bytes(print_file.file.finish()))
    texts = [page.get_textpage().get_text_range() for page in document]
    each = -(-len(texts) // len(names))  # the last copy has no blank side after it
    for number, text in enumerate(texts):
        whose = set(re.findall(r"Zz\w+", text))
        assert whose <= {names[number // each].split()[0]}, "one copy's page"
        assert whose or not text.strip()


def test_a_log_over_several_pages_is_made_the_short_way() -> None:
    """Each of its pages repeats whose it is."""
    mail_merge = MailMerge(Builder(LIBRARY))
    made = []
    for name in ("Ann Sample", "Bea Sample", "Cy Sample"):
        visit = Appointment(date(2030, 12, 2), time(9), name)
        request = Request(
            PROCEDURE,
            "parkview",
            "en",
            answers={"purpose": "diagnostic"},
            appointment=visit,
            edition="large-print",
        )
        made.append(mail_merge.copy(request))
    assert all(copy is not None for copy in made)


def test_the_page_that_explains_the_mail_merge_names_every_file_of_it() -> None:
    folder = ROOT / "handouts" / "delivering" / "mail_merge"
    words = (folder / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"[`/ ]((?:pdf/)?[a-z_]+\.py)\b", words))
    files = {
        file.relative_to(folder).as_posix() for file in folder.rglob("*.py") if file.name != "__init__.py"
    }
    assert {name for name in named if not name.startswith(("test_", "batch"))} == files
    for constant in ("PROVED", "MOST_TEMPLATES", "MOST_WORDINGS"):
        assert constant in words and hasattr(merge, constant)
    tests = {name for name in re.findall(r"\btest_[a-z_]+\.py", words)}
    assert tests and all((ROOT / "tests" / "delivering" / name).is_file() for name in tests)


class BuilderThatTells(Builder):
    """A builder of pages with a bookmark that names the patient: from the handout number *first* on, from 1."""

    def __init__(self, library: Library, first: int = 1) -> None:
        super().__init__(library)
        self.first, self.composed_for = first, 0

    def composed(
        self, request: Request, handout: Handout, look: Look, problems: Sequence[Problem]
    ) -> tuple[ComposedDocument | None, list[Problem]]:
        document, told = super().composed(request, handout, look, problems)
        patient = request.appointment.patient if request.appointment is not None else None
        if document is None or patient is None:
            return document, told
        self.composed_for += 1
        if self.composed_for < self.first:
            return document, told
        front, *others = document.pages
        front = replace(front, bookmarks=(*front.bookmarks, Bookmark(f"For {patient}", 1, front.height)))
        return replace(document, pages=(front, *others)), told


@pytest.mark.parametrize("name", ["Ann Sample", "Li"])
def test_pages_that_name_a_patient_outside_the_slots_are_never_shared(name: str) -> None:
    mail_merge = MailMerge(BuilderThatTells(LIBRARY))
    # The same name again: a comparison of two copies would find nothing.
    for patient in (name, name, name, "Bea Example"):
        visit = Appointment(date(2030, 12, 2), time(9), patient)
        request = Request(PROCEDURE, "parkview", "en", appointment=visit)
        assert mail_merge.copy(request) is None
        assert mail_merge.build(request).pdf is not None


def test_what_a_print_file_shares_is_guarded_too() -> None:
    print_file = PrintFile(MailMerge(BuilderThatTells(LIBRARY, first=2)))
    for patient in ("Zzann Sample", "Zzbea Sample", "Zzcy Sample"):
        visit = Appointment(date(2030, 12, 2), time(9), patient)
        made = print_file.add(Request(PROCEDURE, "parkview", "en", appointment=visit), f"{patient[:3]} · ")
        assert made.pdf is not None
    assert not print_file._parts, "the short way was not taken"
