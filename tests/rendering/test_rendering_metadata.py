"""What the file says of itself: the colour profile's numbers, the packet, and the dates."""

from io import BytesIO
from xml.etree import ElementTree

import pikepdf
import pytest
from documents import information, line
from judges import assert_conforms
from PIL import ImageCms

from handouts.graphics.document import Bookmark, ComposedDocument, Page, StructureElement
from handouts.rendering import metadata
from handouts.rendering.render import render

Matrix = list[list[float]]


def times(one: Matrix, other: Matrix) -> Matrix:
    return [
        [sum(a * b for a, b in zip(row, column, strict=True)) for column in zip(*other, strict=True)]
        for row in one
    ]


def inverse(m: Matrix) -> Matrix:
    (a, b, c), (d, e, f), (g, h, i) = m
    determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
    cofactors = [
        [e * i - f * h, c * h - b * i, b * f - c * e],
        [f * g - d * i, a * i - c * g, c * d - a * f],
        [d * h - e * g, b * g - a * h, a * e - b * d],
    ]
    return [[value / determinant for value in row] for row in cofactors]


def xyz(x: float, y: float) -> list[float]:
    return [x / y, 1.0, (1 - x - y) / y]


def test_the_primaries_follow_from_the_chromaticities_of_srgb() -> None:
    # IEC 61966-2-1: primaries and D65 white; the Bradford cone matrix; D50 of ICC.1.
    white = xyz(0.3127, 0.3290)
    primaries = [xyz(0.64, 0.33), xyz(0.30, 0.60), xyz(0.15, 0.06)]
    columns = [list(row) for row in zip(*primaries, strict=True)]
    strengths = times(inverse(columns), [[value] for value in white])
    to_d65 = [[columns[row][column] * strengths[column][0] for column in range(3)] for row in range(3)]
    cones = [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]]
    before = times(cones, [[value] for value in white])
    after = times(cones, [[0.9642], [1.0], [0.8249]])
    scaled = [
        [after[row][0] / before[row][0] if row == column else 0.0 for column in range(3)] for row in range(3)
    ]
    adaptation = times(inverse(cones), times(scaled, cones))
    to_d50 = times(adaptation, to_d65)
    profile = [metadata._SRGB_RED, metadata._SRGB_GREEN, metadata._SRGB_BLUE]
    for column in range(3):
        assert profile[column] == pytest.approx([row[column] * 65536 for row in to_d50], abs=25)
    assert (
        pytest.approx([value * 65536 for row in adaptation for value in row], abs=25) == metadata._ADAPTATION
    )


def test_the_profile_is_read_as_srgb_by_a_colour_engine() -> None:
    profile = ImageCms.ImageCmsProfile(BytesIO(metadata.srgb_profile()))
    assert profile.profile.xcolor_space.strip() == "RGB"
    assert profile.profile.version == pytest.approx(4.2)
    assert len(metadata.srgb_profile()) < 600


@pytest.mark.parametrize("title", ["Plain", "Ü & <b> “quoted” )(\\", "日本語", "a\x07b"])
def test_any_title_conforms_and_is_read_back(title: str) -> None:
    root = StructureElement("Document")
    page = Page(612, 792, (line("Title", 40, 700, root.add("H1")),), (Bookmark(title, 1, 700),))
    pdf = render(ComposedDocument((page,), root, information(title=title, created=1_767_225_600)))
    assert_conforms(pdf)
    file = pikepdf.open(BytesIO(pdf))
    assert str(file.docinfo.Title) == title
    packet = ElementTree.fromstring(file.Root.Metadata.read_bytes())
    told = packet.find(".//{http://purl.org/dc/elements/1.1/}title//{*}li")
    assert told is not None
    assert told.text == title.replace("\x07", "")
    assert str(file.docinfo.CreationDate) == "D:20260101000000Z"
    with file.open_outline() as outline:
        assert outline.root[0].title == title


def test_bookmarks_nest_by_level_even_when_one_is_skipped() -> None:
    root = StructureElement("Document")
    levels = (2, 1, 3, 2, 1)
    marks = tuple(Bookmark(f"{index}", level, 700) for index, level in enumerate(levels))
    page = Page(612, 792, (line("Title", 40, 700, root.add("H1")),), marks)
    file = pikepdf.open(BytesIO(render(ComposedDocument((page,), root, information()))))
    with file.open_outline() as outline:
        told = [(item.title, [child.title for child in item.children]) for item in outline.root]
    assert told == [("0", []), ("1", ["2", "3"]), ("4", [])]
