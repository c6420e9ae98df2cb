"""Logos as they come from elsewhere: each is printed as resvg draws it, and nothing outside its file is opened."""

from __future__ import annotations

import base64
from io import BytesIO
from pathlib import Path

import numpy
import pypdfium2
import pytest
import resvg_py
from documents import information
from logo_corpus import BARS, CORPUS, DRAWN, FLAT, file_of
from PIL import Image

from handouts.composing.boxes import Canvas
from handouts.composing.logo import Logo, LogoBox
from handouts.graphics.document import ComposedDocument, Page, StructureElement
from handouts.pictures.logo import LogoPicture, read_logo
from handouts.pictures.svg.clean import cleaned
from handouts.pictures.visible import seen_pixels, trim_box
from handouts.problems import ContentError, Problem
from handouts.rendering.render import render

ROOT = Path(__file__).parents[2]
MOST = (165.0, 56.0)
SCALE = 4  # pixels to the point of the pages that are compared
MEAN, FAR = 3.0, 0.02
"""The stated tolerance: the mean difference of a channel (of 255), and the part of all pixels that differ by a quarter.
Edges are smoothed by another painter, and nothing else may differ."""


def printed(logo: LogoPicture) -> Image.Image:
    """Return the logo as it is printed, by way of a PDF."""
    root = StructureElement("Document")
    figure = root.add("Figure", alternate="Logo")
    box = LogoBox(Logo("Logo", logo.picture, logo.data, logo.pixels), figure, *MOST)
    canvas = Canvas()
    box.paint(canvas, 0, box.height)
    page = Page(box.width, box.height, tuple(canvas.marks))
    file = render(ComposedDocument((page,), root, information()))
    page_image: Image.Image = pypdfium2.PdfDocument(file)[0].render(scale=SCALE).to_pil()
    return page_image.convert("RGB")


def as_resvg_draws(data: bytes, size: tuple[int, int]) -> Image.Image:
    """Return the same part of the logo as resvg draws it on white paper, in so many pixels."""
    drawn = resvg_py.svg_to_bytes(
        svg_string=data.decode(), width=1000, height=1000, dpi=96.0, skip_system_fonts=True
    )
    image = Image.open(BytesIO(bytes(drawn)))
    paper = Image.new("RGBA", image.size, "white")
    flat = Image.alpha_composite(paper, image).convert("RGB")
    part = seen_pixels(flat)
    assert part is not None
    return flat.crop(trim_box(part, *flat.size)).resize(size, Image.Resampling.BOX)


def read(data: bytes) -> tuple[LogoPicture, list[Problem]]:
    logo, problems = read_logo(data, "logo.svg", MOST)
    assert logo is not None
    return logo, problems


def refusal(data: bytes, fonts: tuple[Path, ...] = ()) -> Problem:
    with pytest.raises(ContentError) as caught:
        read_logo(data, "logo.svg", MOST, lambda: fonts)
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize("name", CORPUS)
def test_a_logo_is_printed_as_resvg_draws_it(name: str) -> None:
    logo, problems = read(CORPUS[name])
    assert problems == []
    page = printed(logo)
    theirs = as_resvg_draws(CORPUS[name], page.size)
    difference = numpy.abs(numpy.asarray(page, dtype=float) - numpy.asarray(theirs, dtype=float))
    assert difference.mean() <= MEAN
    assert (difference.max(axis=2) > 64).mean() <= FAR


@pytest.mark.parametrize("name", FLAT)
def test_flat_shapes_stay_vectors(name: str) -> None:
    assert read(CORPUS[name])[0].picture is not None


@pytest.mark.parametrize("name", DRAWN)
def test_what_is_more_than_flat_shapes_is_drawn_at_600_dots_to_the_inch(name: str) -> None:
    logo, _problems = read(CORPUS[name])
    assert logo.picture is None
    printed_width = min(MOST[0], MOST[1] * logo.pixels[0] / logo.pixels[1])
    assert logo.pixels[0] / printed_width * 72 >= 599


def test_the_sample_clinics_cost_no_other_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("subprocess.run", None)
    for path in (ROOT / "data" / "clinics").glob("*/logo.svg"):
        assert read(path.read_bytes())[0].picture is not None


HIDDEN = "/etc/hostname"
OUTSIDE = {
    "image": f'<image width="9" height="9" href="{HIDDEN}"/>',
    "file-address": f'<image width="9" height="9" href="file://{HIDDEN}"/>',
    "xlink": f'<image xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9" xlink:href="{HIDDEN}"/>',
    "web": '<image width="9" height="9" href="https://example.com/a.png"/>',
    "use": '<use href="other.svg#a"/>',
    "filter-image": f'<filter id="f"><feImage href="{HIDDEN}"/></filter><rect width="9" height="9" filter="url(#f)"/>',
    "paint": '<rect width="9" height="9" fill="url(other.svg#a)"/>',
    "style": '<rect width="9" height="9" style="fill:url(\'other.svg#a\')"/>',
    "escaped": '<rect width="9" height="9" style="fill:u\\rl(other.svg#a)"/>',
    "import": '<style>@import url("other.css"); rect{fill:red}</style><rect width="9" height="9"/>',
    "import-plain": "<style>@import 'other.css';</style><rect width='9' height='9'/>",
    "font-face": '<style>@font-face{font-family:A;src:url(a.woff)}</style><rect width="9" height="9"/>',
    "mask": '<g mask="url(other.svg#m)"><rect width="9" height="9"/></g>',
    "percent": '<image width="9" height="9" href="%2fetc%2fhostname"/>',
}


@pytest.mark.parametrize("name", OUTSIDE)
def test_what_leads_out_of_the_file_is_taken_out_and_told_once(name: str) -> None:
    data = file_of(BARS + OUTSIDE[name])
    assert "hostname" not in cleaned(data).text
    assert "other." not in cleaned(data).text
    assert "https:" not in cleaned(data).text
    _logo, problems = read(data)
    assert [(problem.code, problem.is_error) for problem in problems] == [("svg-outside", False)]


def test_an_entity_never_holds_another_file() -> None:
    text = (
        f'<!DOCTYPE svg [<!ENTITY a SYSTEM "file://{HIDDEN}"><!ENTITY b "inside">]>'
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>&a;&b;</text></svg>'
    )
    assert cleaned(text.encode()).text.count("inside") == 1
    assert "hostname" not in cleaned(text.encode()).text


def test_a_picture_inside_a_picture_is_cleaned_as_well() -> None:
    inner = f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{HIDDEN}" width="9" height="9"/></svg>'
    middle = base64.b64encode(inner.encode()).decode()
    for kind in ("svg+xml", "png", "jpeg"):
        clean = cleaned(file_of(f'<image href="data:image/{kind};base64,{middle}" width="9" height="9"/>'))
        written = clean.text.partition("base64,")[2].partition('"')[0]
        assert b"hostname" not in base64.b64decode(written)
        assert [what for what, _line, _column in clean.outside] == [HIDDEN]


def test_one_warning_tells_of_many_references() -> None:
    body = "".join(f'<image width="9" height="9" href="photo-{number}.png"/>' for number in range(70))
    _logo, (problem,) = read(file_of(BARS + body))
    assert problem.message.endswith('"photo-0.png", "photo-1.png", "photo-2.png" and 67 more')


@pytest.mark.parametrize(
    ("body", "face"),
    [
        ('<text x="9" y="30" font-family="Poppins, sans-serif">Clinic</text>', '"Poppins"'),
        ('<text x="9" y="30" style="font-family:\'Poppins\'">Clinic</text>', '"Poppins"'),
        ('<style>.a{font:bold 12px Poppins, serif}</style><text class="a" y="30">Clinic</text>', ""),
        ('<text x="9" y="30" font-family="sans-serif">Clinic</text>', '"sans-serif"'),
        ('<text x="9" y="30" font-family="Poppins, Source Sans 3">Clinic</text>', '"Poppins"'),
        ('<text x="9" y="30">Clinic</text>', "no typeface"),
        ('<text x="9" y="30" font-family="Source Sans 3" font-style="italic">Clinic</text>', "italic"),
        ('<text x="9" y="30" font-family="Source Sans 3">张伟</text>', "lacks"),
        ('<text x="9" y="30"><tspan font-family="Poppins">Clinic</tspan></text>', '"Poppins"'),
    ],
)
def test_words_in_a_face_that_is_not_here_are_to_be_outlines(body: str, face: str) -> None:
    problem = refusal(file_of(body), tuple(sorted((ROOT / "fonts").glob("*/*.ttf"))))
    assert problem.is_error
    assert face in problem.message
    assert "convert text to outlines" in str(problem.hint)


@pytest.mark.parametrize("weight", ["400", "bold"])
def test_words_in_a_face_of_the_fonts_folder_are_drawn_in_it(weight: str) -> None:
    data = file_of(
        f'<text x="9" y="30" font-family="Source Sans 3, serif" font-weight="{weight}" font-size="24">Clinic</text>'
    )
    fonts = tuple(sorted((ROOT / "fonts").glob("*/*.ttf")))
    logo, problems = read_logo(data, "logo.svg", MOST, lambda: fonts)
    assert problems == []
    assert logo is not None and logo.data


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (
            b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 100000"><rect width="1" height="9"/><a/></svg>',
            None,
        ),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 100000"><image/></svg>', "svg-not-drawn"),
        (
            b'<svg xmlns="http://www.w3.org/2000/svg" width="0" height="10"><rect width="1" height="9"/></svg>',
            "svg-not-drawn",
        ),
        (b"GIF89a....", "logo-kind"),
        (b"RIFF....WEBPVP8 ", "logo-kind"),
        (b"root:x:0:0:root:/root:/bin/bash", "svg-not-xml"),
        (b"", "svg-not-xml"),
        (b"\x1f\x8b\x08broken", "svg-not-xml"),
    ],
)
def test_what_no_logo_can_be_is_refused_with_what_to_do(data: bytes, code: str | None) -> None:
    if code is None:
        read_logo(data, "logo.svg", MOST)
        return
    problem = refusal(data)
    assert problem.code == code
    assert problem.hint
    assert "root:x" not in problem.describe()


def test_a_drawing_that_needs_too_much_is_refused_and_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handouts.pictures.svg.drawn._SECONDS", 1)
    body = '<filter id="f" x="0" y="0" width="1" height="1"><feTurbulence baseFrequency=".5" numOctaves="200000"/></filter>'
    problem = refusal(file_of(body + '<rect width="100" height="50" filter="url(#f)"/>'))
    assert problem.code == "svg-not-drawn"


def test_entities_that_grow_without_end_are_refused() -> None:
    layers = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 30}">' for n in range(1, 12))
    text = f'<!DOCTYPE svg [<!ENTITY a0 "lol">{layers}]><svg viewBox="0 0 9 9"><text>&a11;</text></svg>'
    assert refusal(text.encode()).code in ("svg-not-xml", "svg-too-large")


WHITE = {
    "white": '<circle cx="20" cy="20" r="18" fill="#fff"/>',
    "nearly-white": '<circle cx="20" cy="20" r="18" fill="#fefdfb"/>',
    "white-line": '<path d="M0 0h9" stroke="white"/><path d="M0 0" fill="none"/>',
    "no-paint": '<path d="M0 0h9v9z" fill="none"/>',
    "hidden": '<path d="M0 0h9v9z" visibility="hidden"/>',
    "see-through": '<path d="M0 0h9v9z" opacity="0"/>',
    "covered": '<path d="M10 10h9v9z"/><rect width="100" height="50" fill="white"/>',
    "white-gradient": '<linearGradient id="g"><stop stop-color="#fff"/></linearGradient>'
    '<rect width="9" height="9" fill="url(#g)"/>',
    "clipped-away": '<clipPath id="c"/><g clip-path="url(#c)"><rect width="9" height="9"/></g>',
    "nothing": "",
}


@pytest.mark.parametrize("name", WHITE)
def test_a_logo_that_nobody_can_see_is_told_and_left_out(name: str) -> None:
    text = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">{WHITE[name]}</svg>'
    logo, (problem,) = read_logo(text.encode(), "logo.svg", MOST)
    assert logo is None
    assert (problem.code, problem.is_error) == ("logo-unseen", False)


@pytest.mark.parametrize(
    "paint", ["", ' opacity="0.999"', ' style="isolation:isolate;mix-blend-mode:multiply"']
)
def test_wide_empty_margins_are_cut_off(paint: str) -> None:
    shape = '<rect x="400" y="450" width="200" height="100" fill="#036"/>'
    body = f'<rect width="1000" height="1000" fill="#fff"/><g{paint}>{shape}</g>'
    text = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 1000">{body}</svg>'
    logo, _problems = read(text.encode())
    width, height = (logo.picture.width, logo.picture.height) if logo.picture else logo.pixels
    assert width / height == pytest.approx(2, rel=0.02)
    corner = printed(logo).getpixel((8, 8))
    assert isinstance(corner, tuple)
    assert corner[2] > corner[0]


def test_the_space_that_a_designer_leaves_stays() -> None:
    logo, _problems = read(file_of('<rect x="4" y="2" width="92" height="46" fill="#036"/>'))
    assert logo.picture is not None
    assert (logo.picture.width, logo.picture.height) == (100, 50)


def test_the_shared_cases_are_printed_or_told(tmp_path: Path) -> None:
    folder = ROOT / "tests" / "cases" / "logos"
    seen = {}
    for path in sorted(folder.iterdir()):
        try:
            logo, problems = read_logo(path.read_bytes(), path.name, MOST)
            seen[path.name] = [problem.code for problem in problems] if logo is None else "printed"
        except ContentError as failure:
            seen[path.name] = [problem.code for problem in failure.problems]
    assert seen == {
        "clip-circle.svg": "printed",
        "figma-mask-whole-rectangle.svg": "printed",
        "gradient.svg": "printed",
        "text.svg": ["svg-text"],
        "trunc.jpg": ["image-cut-off"],
        "white.svg": ["logo-unseen"],
    }
