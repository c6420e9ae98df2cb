"""A clinic's own brand and words: its fonts and logo are used as they are, and its words are never markup."""

from __future__ import annotations

import os
import re
import shutil
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from judges import assert_conforms
from PIL import Image
from small_library import BRAND_FILE, CLINIC_FILE, LOGO_FILE, PROCEDURE_FILE, change, write_library

from handouts.delivering.build import BuildResult, build_one
from handouts.reading.library import Library
from handouts.tailoring.fill import Filler
from handouts.tailoring.request import Request

ROOT = Path(__file__).resolve().parents[2]

BRAND_FROM_ELSEWHERE = """\
# Written for a website, by people who never heard of handouts.
meta:
  name: {full: North Clinic Incorporated, short: North}
  link:
    home: https://north.example.com
    mastodon: https://social.example.com/@north
logo:
  images:
    full: {path: logos/wide.png, alt: North Clinic}
    icon: logos/icon.png
    icon-white: logos/icon.png
  small: icon
  medium: {light: full, dark: icon-white}
  large: full
color:
  palette:
    deep-blue: "#123A6B"
    sand: "#EFE5D0"
    white: "#fff"
    night: "#101418"
  foreground: {light: night, dark: white}
  background: {light: white, dark: night}
  primary: deep-blue
  secondary: sand
  tertiary: sand
  success: "#2E7D32"
  info: deep-blue
  warning: "#F9A825"
  danger: "#C62828"
  light: white
  dark: night
typography:
  fonts:
    - family: Open Sans
      source: google
      weight: [400, 700]
      style: [normal, italic]
      display: block
    - family: Bitter
      source: bunny
      weight: 400..700
    - {family: Georgia, source: system}
  base: {family: Open Sans, size: 16px, line-height: 1.5, weight: 400}
  headings: {family: Bitter, weight: 600, style: normal, line-height: 1.2, color: primary}
  monospace: {family: Fira Code, size: 0.9em}
  monospace-inline: {color: deep-blue, background-color: sand}
  monospace-block: {color: white, background-color: night}
  link: {weight: 600, color: deep-blue, decoration: underline}
defaults:
  bootstrap: {functions: "@function f() {}", defaults: {enable-rounded: false}}
  quarto: {format: {html: {theme: cosmo}}}
  shiny: {theme: {preset: shiny}}
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return the small library, in a folder of its own."""
    return write_library(tmp_path / "data")


def built(data: Path) -> BuildResult:
    return build_one(Library(data, ROOT / "fonts"), Request("knee-injection", "north", "en"))


def pdf_of(data: Path) -> bytes:
    result = built(data)
    assert result.pdf is not None, [problem.describe() for problem in result.problems]
    return result.pdf


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    return " ".join(re.sub("[\u2010\ufffe\x02]\\s*", "-", text).split())


def fonts_of(pdf: bytes) -> set[str]:
    with pikepdf.open(BytesIO(pdf)) as file:
        pages = [page.obj.Resources.Font for page in file.pages]
        return {str(font.BaseFont).split("+")[-1] for fonts in pages for font in fonts.values()}


def use_picture(data: Path, name: str, size: tuple[int, int], mode: str = "RGB") -> None:
    Image.linear_gradient("L").resize(size).convert(mode).save(data / "clinics/north" / name)
    change(data / BRAND_FILE, "logo: logo.svg", f"logo: {name}")


def placed_images(pdf: bytes) -> list[tuple[float, float]]:
    """Return the width and height on paper, in points, of each image of the first page."""
    with pypdfium2.PdfDocument(pdf) as document:
        found = [element.get_bounds() for element in document[0].get_objects(filter=[3], max_depth=3)]
    return [(right - left, top - bottom) for left, bottom, right, top in found]


def test_the_brands_font_is_used_also_when_it_is_the_one_behind_every_other(data: Path) -> None:
    names = fonts_of(pdf_of(data))
    assert names
    assert all("SourceSans" in name for name in names), names


def test_a_font_beside_the_brand_is_used_and_what_it_lacks_comes_from_another(data: Path) -> None:
    shutil.copytree(ROOT / "data/clinics/harbour/fonts", data / "clinics/north/fonts")
    files = "[{path: fonts/Bitter-Regular.ttf}, {path: fonts/Bitter-Bold.ttf, weight: 700}]"
    change(
        data / BRAND_FILE,
        "{base: Source Sans 3}",
        f"{{base: Bitter, fonts: [{{family: Bitter, source: file, files: {files}}}]}}",
    )
    names = fonts_of(pdf_of(data))
    assert {"Bitter-Regular", "Bitter-Bold"} <= names


def test_a_brand_file_from_elsewhere_works_with_warnings_only(data: Path) -> None:
    (data / BRAND_FILE).write_text(BRAND_FROM_ELSEWHERE, encoding="utf-8")
    folder = data / "clinics/north/logos"
    folder.mkdir()
    Image.linear_gradient("L").resize((400, 90)).convert("RGB").save(folder / "wide.png")
    Image.linear_gradient("L").resize((64, 64)).convert("RGBA").save(folder / "icon.png")
    result = built(data)
    assert result.pdf is not None, [problem.describe() for problem in result.problems]
    assert {problem.code for problem in result.problems} <= {"brand-left-out", "colour-changed"}
    assert not any(problem.is_error for problem in result.problems)
    assert_conforms(result.pdf)


@pytest.mark.parametrize("size", [(300, 100), (2000, 40), (40, 2000), (64, 64)])
@pytest.mark.parametrize("name", ["logo.png", "logo.jpg"])
def test_a_logo_of_pixels_is_fitted_never_stretched(data: Path, name: str, size: tuple[int, int]) -> None:
    use_picture(data, name, size)
    pdf = pdf_of(data)
    ((width, height),) = placed_images(pdf)
    assert width / height == pytest.approx(size[0] / size[1], rel=0.02)
    assert width <= 0.34 * 612
    assert height <= 60
    assert_conforms(pdf)


@pytest.mark.parametrize("mode", ["L", "RGBA", "P", "1"])
def test_every_kind_of_png_can_be_a_logo(data: Path, mode: str) -> None:
    use_picture(data, "logo.png", (120, 40), mode)
    assert_conforms(pdf_of(data))


@pytest.mark.parametrize(("width", "height"), [(2000, 40), (40, 2000)])
def test_a_drawn_logo_of_any_proportions_stays_in_the_header(data: Path, width: int, height: int) -> None:
    (data / LOGO_FILE).write_text(
        f'<svg viewBox="0 0 {width} {height}"><path d="M0 0H{width}V{height}H0Z" fill="#ff0000"/></svg>',
        encoding="utf-8",
    )
    with pypdfium2.PdfDocument(pdf_of(data)) as document:
        image = document[0].render(scale=2).to_pil().convert("RGB")
    red = [
        (x / 2, y / 2) for y in range(image.height) for x in range(image.width)
        if image.getpixel((x, y)) == (255, 0, 0)
    ]  # fmt: skip
    across, down = [max(axis) - min(axis) + 0.5 for axis in zip(*red, strict=True)]
    assert max(across, down) / min(across, down) > 12  # thin lines are seen in whole pixels
    assert (across > down) == (width > height)
    assert across <= 0.34 * 612
    assert max(y for _, y in red) <= 120


HOSTILE = [
    "<b>Bold</b> & <br/> Co",
    "{{ 7*7 }} {% if x %} {# no #}",
    "**stars**",
    "[here](https://evil.example.com)",
]


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("where", ["name", "phone", "hours", "address", "patient"])
def test_what_a_clinic_or_a_desk_writes_is_printed_as_it_stands(data: Path, words: str, where: str) -> None:
    from handouts.tailoring.moments import Appointment

    quoted = "'" + words + "'"
    if where == "name":
        change(data / CLINIC_FILE, "name: North Clinic", f"name: {quoted}")
    elif where == "phone":
        change(data / CLINIC_FILE, "number: 555-0100", f"number: {quoted}")
    elif where == "hours":
        change(data / CLINIC_FILE, "number: 555-0100", f"number: 555-0100, hours: {quoted}")
    elif where == "address":
        change(data / CLINIC_FILE, "address: 1 Example Road", f"address: {quoted}")
    visit = Appointment(patient=words) if where == "patient" else None
    request = Request("knee-injection", "north", "en", appointment=visit)
    result = build_one(Library(data, ROOT / "fonts"), request)
    if "{{" in words and where != "patient":  # whoever wrote this meant something else
        assert {problem.code for problem in result.problems} == {"not-filled-in", "near-expression"}
        return
    assert result.pdf is not None, [problem.describe() for problem in result.problems]
    assert words.replace("\u00a0", " ") in text_of(result.pdf).replace("\u00a0", " ")
    with pikepdf.open(BytesIO(result.pdf)) as file:
        links = [str(area.A.URI) for page in file.pages for area in page.obj.get("/Annots", [])]
    assert not any("evil" in link for link in links)


def test_a_name_filled_into_a_sentence_brings_no_markup(data: Path) -> None:
    change(data / CLINIC_FILE, "name: North Clinic", "name: '**North** [x](https://evil.example.com)'")
    change(data / PROCEDURE_FILE, "Call {{ clinic.phone }}", "Ask {{ clinic.name }}")
    assert "Ask **North** [x](https://evil.example.com) with questions." in text_of(pdf_of(data))


def test_what_is_filled_in_is_not_filled_in_again() -> None:
    filler = Filler({"clinic": {"name": "North Clinic", "phone": "{{ clinic.name }}"}})
    assert filler.fill("Call {{ clinic.phone }}.", "") == "Call {{ clinic.name }}."


@pytest.mark.skipif(os.name == "nt", reason="links as on POSIX")
@pytest.mark.parametrize("name", ["logo.svg", "deep/logo.svg"])
def test_a_logo_that_is_a_link_to_a_file_elsewhere_is_refused_and_nothing_of_it_told(
    name: str, tmp_path: Path
) -> None:
    data = write_library(tmp_path / "data")
    (tmp_path / "secret").write_text("<secret words", encoding="utf-8")
    logo = data / BRAND_FILE
    logo = logo.parent / name
    if "/" in name:
        (tmp_path / "logo.svg").write_text("<secret words", encoding="utf-8")
        logo.parent.symlink_to(tmp_path)
        change(data / BRAND_FILE, "logo: logo.svg", f"logo: {name}")
    else:
        logo.unlink()
        logo.symlink_to(tmp_path / "secret")
    result = build_one(Library(data, ROOT / "fonts"), Request("knee-injection", "north", "en"))
    assert result.pdf is None
    (problem,) = result.problems
    assert problem.message == "the logo is a link to a file outside the data folder"
    assert "secret" not in problem.describe()
