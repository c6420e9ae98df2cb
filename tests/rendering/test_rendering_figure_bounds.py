"""A figure's box, which assistive technology shows, is where its ink is."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from documents import BLACK, information

from handouts.graphics.document import ComposedDocument, Drawing, Page, Path, StructureElement
from handouts.rendering.render import render

RECTANGLE = Path((("R", (10.0, 20.0, 30.0, 50.0)),), BLACK)
TRIANGLE = Path((("M", (10.0, 20.0)), ("L", (40.0, 30.0)), ("L", (15.0, 70.0)), ("Z", ())), BLACK)
STROKED = Path((("M", (10.0, 20.0)), ("L", (40.0, 70.0))), None, BLACK, 4.0)
NEGATIVE = Path((("R", (40.0, 70.0, -30.0, -50.0)),), BLACK)


def box(*drawings: tuple[float, float, Path, float, bool]) -> list[float]:
    """Return the /BBox of a figure of *drawings*: x, y, path, scale, and whether y points down."""
    root = StructureElement("Document")
    figure = root.add("Figure", alternate="A shape")
    marks = tuple(Drawing(x, y, (path,), scale, flip, figure) for x, y, path, scale, flip in drawings)
    pdf = pikepdf.open(BytesIO(render(ComposedDocument((Page(612, 792, marks),), root, information()))))
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure":
            attributes = item.A
            each = attributes if isinstance(attributes, pikepdf.Array) else [attributes]
            return [float(edge) for edge in next(one for one in each if "/BBox" in one).BBox]
    raise AssertionError("the figure is missing")


@pytest.mark.parametrize(
    ("drawing", "expected"),
    [
        ((100, 200, RECTANGLE, 1.0, False), [110, 220, 140, 270]),
        ((100, 200, NEGATIVE, 1.0, False), [110, 220, 140, 270]),
        ((100, 200, TRIANGLE, 1.0, False), [110, 220, 140, 270]),
        ((100, 200, TRIANGLE, 2.0, False), [120, 240, 180, 340]),
        ((100, 200, TRIANGLE, 2.0, True), [120, 60, 180, 160]),
        ((100, 200, STROKED, 1.0, False), [108, 218, 142, 272]),
        ((100, 200, STROKED, 0.5, True), [104, 164, 121, 191]),
    ],
)
def test_the_box_of_a_figure_is_where_its_ink_is(
    drawing: tuple[float, float, Path, float, bool], expected: list[float]
) -> None:
    assert box(drawing) == pytest.approx(expected)


def test_the_box_of_a_figure_of_several_drawings_holds_them_all() -> None:
    one, other = (100.0, 200.0, RECTANGLE, 1.0, False), (300.0, 100.0, TRIANGLE, 1.0, False)
    assert box(one, other) == pytest.approx([110, 120, 340, 270])
    assert box(other, one) == pytest.approx([110, 120, 340, 270])
    inside = (115.0, 225.0, Path((("R", (0.0, 0.0, 5.0, 5.0)),), BLACK), 1.0, False)
    assert box(one, inside) == pytest.approx([110, 220, 140, 270])
