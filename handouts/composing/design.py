"""The design system: every size, space and colour of a page, in one place. Units are points.

Blocks draw from a :class:`Design` and from nothing else. Numbers with a source: body type of at least 12 pt and
18 pt in large print, nothing under 9 pt and 12 pt (RNIB, UKAAF, APH); contrast 7:1 for body, 4.5:1 elsewhere (WCAG 2.2).
"""

from __future__ import annotations

from dataclasses import dataclass

from handouts.graphics import colour as colours
from handouts.graphics.document import Colour
from handouts.text.families import FontStack

PAPERS = {"letter": (612.0, 792.0), "a4": (595.276, 841.89)}
MM = 72 / 25.4
EDGE = 36.0
"""Nothing is printed nearer to the paper's edge: half an inch, so that any printer prints it."""
BODY_CONTRAST, OTHER_CONTRAST, GRAPHIC_CONTRAST = 7.0, 4.5, 3.0


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours with their duty; every text colour is solved against the background it stands on."""

    ink: Colour
    quiet: Colour
    brand: Colour
    accent: Colour
    tint: Colour
    band: Colour
    on_band: Colour
    rule: Colour
    brand_on_tint: Colour


@dataclass(frozen=True, slots=True)
class Space:
    """White space. ``gap`` is the step of the vertical grid, and the rest are counted in it."""

    gap: float
    padding: float
    """Inside panels and cards."""
    gutter: float
    """Between columns."""
    foot: float
    """Between the footer and the rule above it, on whose line the request to turn over stands."""

    @property
    def group(self) -> float:
        """Above a group within a section."""
        return 2.0 * self.gap

    @property
    def section(self) -> float:
        """Above a section."""
        return 3.4 * self.gap

    @property
    def opening(self) -> float:
        """Between the parts that open the first page."""
        return 2.4 * self.gap

    @property
    def closing(self) -> float:
        """Above the scheduling card."""
        return 3.0 * self.gap


@dataclass(frozen=True, slots=True)
class Strokes:
    """Widths of lines."""

    write_in: float = 0.6
    hairline: float = 0.6
    frame: float = 0.9
    tick_box: float = 1.1
    ring: float = 1.6
    accent: float = 1.8
    """Under headings."""
    band: float = 2.6
    """Under the header."""
    alert: float = 2.6
    """Round an emergency."""


@dataclass(frozen=True, slots=True)
class Radii:
    """Of corners."""

    tick_box: float = 1.5
    bar: float = 3.0
    card: float = 5.0
    panel: float = 8.0


@dataclass(frozen=True, slots=True)
class Design:
    """One design: paper, grid, type scale and colours."""

    page: tuple[float, float]
    margin: float
    columns: int
    body: float
    leading: float
    small: float
    label: float
    heading: float
    subheading: float
    title: float
    lead: float
    space: Space
    palette: Palette
    text: FontStack
    display: FontStack
    mono: bool
    stroke: Strokes = Strokes()
    radius: Radii = Radii()

    @property
    def width(self) -> float:
        """The width between the margins."""
        return self.page[0] - 2 * self.margin

    @property
    def gap(self) -> float:
        """The step of the vertical grid."""
        return self.space.gap

    @property
    def gutter(self) -> float:
        """Between two columns."""
        return self.space.gutter

    @property
    def column(self) -> float:
        """The width of one column."""
        return (self.width - (self.columns - 1) * self.gutter) / self.columns

    @property
    def item_icon(self) -> float:
        """Side of a pictogram beside a line of a checklist."""
        return 1.4 * self.body

    @property
    def fact_icon(self) -> float:
        """Side of a pictogram of the facts at a glance."""
        return 1.9 * self.body

    @property
    def logo(self) -> float:
        """Greatest height of the logo."""
        return 3.1 * self.body


def design(
    edition: str,
    paper: str,
    mono: bool,
    primary: str,
    accent: str,
    text: FontStack,
    display: FontStack,
    foreground: str = "",
) -> Design:
    """Return the design for an edition on a paper, with a brand's colours (``#rrggbb``) and fonts.

    Without a *foreground* text has the ink of the design itself.
    """
    large = edition == "large-print"
    return Design(
        page=PAPERS[paper],
        margin=72.0 if large else 38.0,
        columns=1 if large else 2,
        body=18.0 if large else 12.0,
        leading=24.0 if large else 15.0,
        small=13.0 if large else 9.5,
        label=18.0 if large else 9.5,
        heading=22.0 if large else 14.5,
        subheading=18.5 if large else 12.0,
        title=30.0 if large else 25.0,
        lead=20.0 if large else 13.0,
        space=Space(7.0, 14.0, 20.0, foot=5.0) if large else Space(4.5, 10.0, 20.0, foot=2.0),
        palette=palette(primary, accent, mono, foreground),
        text=text,
        display=display,
        mono=mono,
        stroke=Strokes(0.45, 0.45, 0.7, 0.9, 0.9, accent=0.9, band=1.2) if mono else Strokes(),
    )


def palette(primary: str, accent: str, mono: bool, foreground: str = "") -> Palette:
    """Return the colours derived from a brand; in mono there are no large fills and no grey text."""
    brand, second = colours.from_hex(primary), colours.from_hex(accent)
    if mono:
        return _mono(brand, second)
    pale = colours.tint(brand, 0.965)
    on_band = colours.readable(
        colours.WHITE if colours.contrast(colours.WHITE, brand) >= OTHER_CONTRAST else colours.BLACK,
        brand,
        OTHER_CONTRAST,
    )
    ink = colours.from_hex(foreground) if foreground else Colour(0.11, 0.11, 0.12)
    return Palette(
        ink=colours.readable(ink, pale, BODY_CONTRAST),
        quiet=colours.readable(Colour(0.35, 0.35, 0.37), pale, BODY_CONTRAST),
        brand=colours.readable(brand, colours.WHITE, BODY_CONTRAST),
        accent=colours.readable(second, colours.WHITE, GRAPHIC_CONTRAST),
        tint=pale,
        band=brand,
        on_band=on_band,
        rule=colours.tint(brand, 0.82, 0.05),
        brand_on_tint=colours.readable(brand, pale, BODY_CONTRAST),
    )


def _mono(brand: Colour, second: Colour) -> Palette:
    """Return a palette for black ink: a laser printer makes grey of dots, which blur small type and thin strokes."""
    return Palette(
        ink=colours.BLACK,
        quiet=colours.BLACK,
        brand=colours.BLACK,
        accent=colours.readable(colours.grey(second), colours.WHITE, GRAPHIC_CONTRAST),
        tint=colours.WHITE,
        band=colours.WHITE,
        on_band=colours.BLACK,
        rule=colours.grey(colours.tint(brand, 0.8)),
        brand_on_tint=colours.BLACK,
    )
