"""Composing holds for any content: no word is lost or moved, nothing leaves its margins, nothing covers a word.

Random handouts, and the ones that layouts fear: lists of sixty, steps of four hundred words, titles and names
that go on and on. The rules of the printed page (sizes, breaks, contrast) are tested beside this file.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

import pytest
from content_order import said
from documents import stack
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from page_rules import reading_order
from small_library import ROOT

from handouts.composing.compose import Look, compose
from handouts.composing.lines import TextStyle
from handouts.composing.paragraphs import text_box
from handouts.graphics.document import Colour, ComposedDocument, Drawing, Page, RasterImage, TextLine
from handouts.problems import ContentError
from handouts.reading.library import Library
from handouts.reading.roles import IconName
from handouts.tailoring import handout as tailored
from handouts.tailoring.handout import Handout, RichText, Run

MARGIN = 36.0
"""Half an inch: what every printer can print."""
INK = Colour(0, 0, 0)


@functools.cache
def page_words() -> dict[str, str]:
    language = Library(ROOT / "data", ROOT / "fonts").language("en").require()
    return {name: str(word) for name, word in language.words}


@functools.cache
def look() -> Look:
    fonts = stack()
    return Look("#0b5a5e", "#e0a030", fonts, fonts, None)


def rich(text: str) -> RichText:
    return RichText((Run(text),))


def entries(*texts: str) -> tuple[tailored.Entry, ...]:
    return tuple(tailored.Entry(rich(text)) for text in texts)


def section(*blocks: tailored.Block, heading: str = "Heading") -> tailored.Section:
    return tailored.Section("section", rich(heading), blocks)


def handout(
    *sections: tailored.Section,
    title: str = "A title",
    summary: str = "What matters most.",
    edition: tailored.Edition = "standard",
    paper: tailored.Paper = "letter",
    facts: tuple[tailored.Fact, ...] = (),
    clinic: str = "North Clinic",
    patient: str | None = None,
) -> Handout:
    words = page_words()
    labels = ("patient", "date", "arrive_at", "provider", "where")
    return Handout(
        procedure_id="procedure",
        clinic_id="clinic",
        language="en",
        edition=edition,
        paper=paper,
        mono=False,
        identity="01234567",
        title=rich(title),
        summary=rich(summary),
        card=tuple(tailored.CardRow(words[name], patient if name == "patient" else None) for name in labels),
        facts=facts,
        body_map=None,
        sections=sections,
        scheduling=tailored.SchedulingCard(
            rich("Is it right for you?"), rich("Ask us."), "https://north.example.com/", "north.example.com"
        ),
        clinic=tailored.ClinicFacts(
            clinic, (tailored.Phone("Desk", "555-0100", None),), ("1 Example Road",), None, None
        ),
        words=words,
    )


def lines_of(page: Page) -> list[tuple[TextLine, float]]:
    """Return the lines of text of a page, each with the x of its right end."""
    texts = [mark for mark in page.marks if isinstance(mark, TextLine)]
    return [(text, text.x + sum(run.font.width(run.text, run.size) for run in text.runs)) for text in texts]


def said_by(document: ComposedDocument) -> str:
    """Return what the pages print and is read aloud, in the order of painting, without any white space."""
    lines = [line for page in document.pages for line, _ in lines_of(page) if line.element is not None]
    return "".join("".join(run.text for line in lines for run in line.runs).split())


def without_scale(text: str) -> str:
    """Return *text* without the numbers to circle: a row of a log has them where its words leave room."""
    return text.replace("".join(map(str, range(11))), "")


def outside(document: ComposedDocument) -> Iterator[str]:
    """Yield what stands nearer than half an inch to an edge of the paper."""
    for number, page in enumerate(document.pages, 1):
        for line, right in lines_of(page):
            top, bottom = line.y + 0.7 * line.runs[0].size, line.y - 0.2 * line.runs[0].size
            inside = line.x >= MARGIN and right <= page.width - MARGIN + 0.1
            if not (inside and top <= page.height - 20 and bottom >= 18):
                yield f"page {number}: {''.join(run.text for run in line.runs)!r}"
        for mark in page.marks:
            if isinstance(mark, Drawing | RasterImage) and not (
                MARGIN - 1 <= mark.x <= page.width - MARGIN + 1 and 18 <= mark.y <= page.height - 18
            ):
                yield f"page {number}: a {type(mark).__name__} at {mark.x:.0f} {mark.y:.0f}"


def covered(document: ComposedDocument) -> Iterator[str]:
    """Yield every line of text that runs into another one."""
    for number, page in enumerate(document.pages, 1):
        boxes = [
            (line.x, line.y - 0.15 * line.runs[0].size, right, line.y + 0.6 * line.runs[0].size, line)
            for line, right in lines_of(page)
        ]
        boxes.sort(key=lambda box: box[1])
        for index, one in enumerate(boxes):
            for other in boxes[index + 1 :]:
                if other[1] >= one[3]:
                    break
                if one[0] < other[2] - 0.5 and other[0] < one[2] - 0.5:
                    words = ["".join(run.text for run in box[4].runs) for box in (one, other)]
                    yield f"page {number}: {words[0]!r} and {words[1]!r}"


def assert_holds(value: Handout) -> ComposedDocument:
    """Compose *value*, hold it against every rule of this file, and return it."""
    document = compose(value, look())
    assert without_scale(said_by(document)) == without_scale("".join(said(value).split()))
    assert list(outside(document)) == []
    assert list(covered(document)) == []
    return document


def assert_holds_or_is_too_long(value: Handout) -> None:
    """As `assert_holds`; but headings of forty-letter words may fill a large-print page, and that is said."""
    try:
        assert_holds(value)
    except ContentError as refusal:
        assert [problem.code for problem in refusal.problems] == ["too-long"]


LONG_WORD = "Pneumonoultramicroscopicsilicovolcanokon"
SENTENCE = "Drink a full glass of water and rest for a while. "

HOSTILE = {
    "sixty items to tick": section(
        tailored.Checklist((tailored.ChecklistGroup(rich("Group"), entries(*[SENTENCE.strip()] * 60)),))
    ),
    "a step of four hundred words": section(tailored.Steps(entries((SENTENCE * 40).strip(), "Short."))),
    "one paragraph of a thousand words": section(tailored.Paragraphs((rich((SENTENCE * 100).strip()),))),
    "words of forty letters": section(tailored.Paragraphs((rich(" ".join([LONG_WORD] * 30)),))),
    "a word of three hundred letters": section(tailored.Bullets(entries("x" * 300))),
    "a heading of forty words": section(
        tailored.Paragraphs((rich("One line."),)), heading=(SENTENCE * 4).strip()
    ),
    "a table of forty rows": section(
        tailored.Table(rich("Caption"), (rich("When"), rich("What")), ((rich("8 AM"), rich(SENTENCE)),) * 40)
    ),
    "a callout of fifteen items": section(
        tailored.Callout("emergency", rich("Call"), (), entries(*[SENTENCE.strip()] * 15))
    ),
    "thirty lines to write on": section(tailored.WriteIn(rich("My questions"), 30)),
    "a time line of thirty entries": section(
        tailored.Timeline((tailored.TimelineEntry(rich("Day"), rich(SENTENCE.strip())),) * 30)
    ),
    "one line": section(tailored.Paragraphs((rich("Rest."),))),
}


@pytest.mark.parametrize("edition", ["standard", "large-print"])
@pytest.mark.parametrize("name", HOSTILE)
def test_content_that_layouts_fear_holds(name: str, edition: tailored.Edition) -> None:
    assert_holds(handout(HOSTILE[name], edition=edition))
    assert_holds(handout(section(tailored.Bullets(entries("One."))), HOSTILE[name], edition=edition))


@pytest.mark.parametrize("edition", ["standard", "large-print"])
@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_long_titles_names_and_facts_hold(paper: tailored.Paper, edition: tailored.Edition) -> None:
    fact = tailored.Fact(IconName("clock"), rich("How long it takes"), rich(SENTENCE.strip()))
    assert_holds(
        handout(
            section(tailored.Paragraphs((rich("Rest."),))),
            title="Ultrasound-guided " + "injection of the " * 6,
            summary=(SENTENCE * 5).strip(),
            clinic=f"The {LONG_WORD} Centre for Joints, Nerves and Everything Else",
            patient="Maria-Magdalena " * 6 + LONG_WORD,
            facts=(fact,) * 6,
            paper=paper,
            edition=edition,
        )
    )


def test_a_handout_without_sections_of_its_own_length_is_one_page() -> None:
    assert len(compose(handout(HOSTILE["one line"]), look()).pages) == 1


alphabet = st.characters(codec="latin-1", categories=["L", "N", "P"], exclude_characters="\u00ad")
word = st.one_of(
    st.text(alphabet, min_size=1, max_size=12), st.sampled_from(["6 hours", "(555) 555-0100", LONG_WORD])
)
words = st.lists(word, min_size=1, max_size=15).map(" ".join)
texts = st.builds(
    lambda parts: RichText(tuple(Run(text, bold, link) for text, bold, link in parts)),
    st.lists(
        st.tuples(words, st.booleans(), st.sampled_from([None, None, "https://example.com/"])),
        min_size=1,
        max_size=3,
    ),
)
cells = st.lists(word, min_size=1, max_size=6).map(" ".join).map(rich)
"""Short: the rows of a log and of stacked cells are never divided, and one taller than a page is refused."""
items = st.builds(tailored.Entry, texts, st.sampled_from([None, "clock", "driver"]))
lists = st.lists(items, min_size=1, max_size=5).map(tuple)
groups = st.builds(tailored.ChecklistGroup, st.none() | texts, lists)
blocks = st.one_of(
    st.builds(tailored.Paragraphs, st.lists(texts, min_size=1, max_size=4).map(tuple)),
    st.builds(tailored.Bullets, lists),
    st.builds(tailored.Steps, lists),
    st.builds(tailored.Checklist, st.lists(groups, min_size=1, max_size=3).map(tuple)),
    st.builds(
        tailored.Callout,
        st.sampled_from(["call-us", "emergency", "note"]),
        st.none() | cells,
        st.just(()),
        lists,
    ),
    st.builds(tailored.WriteIn, st.none() | texts, st.integers(1, 10)),
    st.builds(
        tailored.Timeline,
        st.lists(st.builds(tailored.TimelineEntry, texts, texts), min_size=1, max_size=5).map(tuple),
    ),
    st.builds(
        tailored.Table,
        st.none() | texts,
        st.tuples(cells, cells),
        st.lists(st.tuples(cells, cells), min_size=1, max_size=4).map(tuple),
    ),
)
logs = st.builds(
    tailored.PainLog,
    st.none() | cells,
    st.lists(st.builds(tailored.LogRow, cells, st.none() | cells), min_size=1, max_size=30).map(tuple),
    st.none() | cells,
)
sections = st.builds(
    tailored.Section, st.just("s"), cells, st.lists(blocks, min_size=1, max_size=3).map(tuple)
)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(
    st.lists(sections, min_size=1, max_size=3),
    st.sampled_from(["standard", "large-print"]),
    st.sampled_from(["letter", "a4"]),
)
def test_any_content_holds(
    parts: list[tailored.Section], edition: tailored.Edition, paper: tailored.Paper
) -> None:
    assert_holds_or_is_too_long(handout(*parts, edition=edition, paper=paper))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(logs, min_size=1, max_size=2),
    st.lists(st.builds(tailored.Bullets, st.lists(items, min_size=1, max_size=3).map(tuple)), max_size=2),
    st.none() | words,
    st.sampled_from(["standard", "large-print"]),
    st.sampled_from(["letter", "a4"]),
)
def test_any_sheet_to_hand_back_holds(
    made: list[tailored.PainLog],
    more: list[tailored.Bullets],
    patient: str | None,
    edition: tailored.Edition,
    paper: tailored.Paper,
) -> None:
    parts = [section(tailored.Bullets(entries("Kept.")), heading="Kept")]
    parts += [section(log, *more, heading="Handed back") for log in made]
    assert_holds_or_is_too_long(handout(*parts, edition=edition, paper=paper, patient=patient))


@settings(max_examples=100, deadline=None)
@given(texts, st.floats(30, 400), st.sampled_from([9.5, 12, 18]))
def test_no_line_is_wider_than_it_may_be_and_no_letter_is_lost(
    text: RichText, width: float, size: float
) -> None:
    box = text_box(text, width, TextStyle(stack(), size, 1.25 * size, INK), None)
    for line in box.lines:
        assert sum(run.font.width(run.text, run.size) for run in line) <= width + 0.1
    assert "".join("".join(run.text for line in box.lines for run in line).split()) == "".join(
        text.plain.split()
    )


LEAD_IN = "Bring these with you:"


def parted(lead_in: str) -> list[bool]:
    """Return for columns filled to every height whether *lead_in* and its list are in different columns."""
    found = []
    for above in range(1, 45):
        text = tailored.Paragraphs((*[rich("We will ask how you are.")] * above, rich(lead_in)))
        made = compose(
            handout(section(text, tailored.Bullets(entries("Your card", "A list", "A friend")))), look()
        )
        lines = reading_order(made)
        [at] = [number for number, line in enumerate(lines) if line.text == lead_in.strip()]
        one, other = lines[at], next(line for line in lines[at:] if "Your card" in line.text)
        found.append((one.page, one.column) != (other.page, other.column))
    return found


def test_a_lead_in_is_never_left_behind_by_its_list() -> None:
    assert not any(parted(LEAD_IN))
    assert not any(parted(LEAD_IN + " ")), "a space behind the colon changes nothing"


def test_a_sentence_that_leads_into_nothing_may_be() -> None:
    assert any(parted("We have towels for you."))
