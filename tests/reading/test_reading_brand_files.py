# ruff: noqa: E501  (a brand is read best on one line)
"""Brand files as other programs have them: each is read, and what handouts do not use is told in one plain warning."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from handouts.problems import Severity
from handouts.reading.brand import Brand
from handouts.reading.library import Library, Loaded

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases" / "brands"
BITTER = ROOT / "data" / "clinics" / "harbour" / "fonts"

Expected = tuple[str, dict[str, Any], str]
"""A brand file, what it must become, and what the warning says that handouts do not use ("": there is no warning)."""

BRANDS: dict[str, Expected] = {
    "nothing": ("meta: {}", {"name": "North"}, ""),
    "a name": ("meta: {name: Invented Spine}", {"name": "Invented Spine"}, ""),
    "names": ("meta: {name: {full: Invented Spine Ltd, short: Invented}}", {"name": "Invented Spine Ltd"}, "meta.name.short"),
    "a short name": ("meta: {name: {short: Invented}}", {"name": "Invented"}, ""),
    "an address": ("meta: {name: A, link: https://example.com}", {"name": "A"}, "meta.link"),
    "addresses": ("meta: {name: A, link: {home: https://example.com, github: https://example.com/a}}", {}, "meta.link"),
    "own keys of meta": ("meta: {name: A, names: [B], ticker: INV}", {}, "meta.names, meta.ticker"),
    "hexadecimal": ('color: {primary: "#447099"}', {"primary": "#447099", "accent": "#447099"}, ""),
    "short hexadecimal": ('color: {primary: "#049"}', {"primary": "#004499"}, ""),
    "a name of CSS": ("color: {primary: RebeccaPurple}", {"primary": "#663399"}, ""),
    "a function of CSS": ("color: {primary: 'rgb(10, 20, 30)'}", {"primary": "#0a141e"}, ""),
    "with alpha": ('color: {primary: "#00000080"}', {"primary": "#7f7f7f"}, ""),
    "a palette": ('color: {palette: {sea: "#0b5a5e"}, primary: sea}', {"primary": "#0b5a5e"}, ""),
    "a palette of names of CSS": ("color: {palette: {blue: blue}, primary: blue}", {"primary": "#0000ff"}, ""),
    "a palette that overrules CSS": ('color: {palette: {blue: "#123"}, primary: blue}', {"primary": "#112233"}, ""),
    "a palette of aliases": (
        'color: {palette: {sea: "#0b5a5e", main: sea}, primary: main}', {"primary": "#0b5a5e"}, "",
    ),
    "a theme in the palette": (
        'color: {palette: {primary: sea, secondary: sun, sea: "#0b5a5e", sun: "#e0a030"}}',
        {"primary": "#0b5a5e", "accent": "#e0a030"}, "",
    ),
    "a theme of uses": (
        'color: {primary: "#0b5a5e", success: green, info: "#00f", warning: orange, danger: red, light: white, dark: black}',
        {"primary": "#0b5a5e"}, "",
    ),
    "a palette of light and dark": ('color: {palette: {light: "#eee", dark: "#111"}, primary: dark}', {"primary": "#111111"}, ""),
    "links": ('color: {primary: "#0b5a5e", link: primary}', {"primary": "#0b5a5e"}, ""),
    "a link that is named": ('color: {primary: link, link: "#0b5a5e"}', {"primary": "#0b5a5e"}, ""),
    "keys of other programs": ('color: {primary: "#0b5a5e", muted: "#ccc", emphasis: red}', {}, "color.muted, color.emphasis"),
    "an accent in the theme": ('color: {primary: "#0b5a5e", accent: coral}', {"accent": "#ff7f50"}, ""),
    "a foreground": ('color: {foreground: "#332211"}', {"foreground": "#332211", "primary": "#332211"}, ""),
    "a white background": ("color: {background: white}", {}, ""),
    "a background": ('color: {background: "#fffbf0"}', {}, "color.background (paper is white)"),
    "pairs": (
        'color: {primary: {light: "#0b5a5e", dark: "#9fe"}, background: {light: white, dark: black}}',
        {"primary": "#0b5a5e"}, 'the "dark" variants',
    ),
    "dark alone": ('color: {primary: {dark: "#0b5a5e"}}', {"primary": "#0b5a5e"}, ""),
    "a dark background alone": ("color: {background: {dark: black}, foreground: {dark: white}}", {"foreground": ""}, 'the "dark" variants'),
    "a logo": ("logo: logo.svg", {"logo": "logo.svg"}, ""),
    "a logo with words": ("logo: {path: logo.svg, alt: A leaf}", {"logo": "logo.svg"}, ""),
    "sizes": ("logo: {small: icon.svg, medium: logo.svg, large: large.svg}", {"logo": "logo.svg"}, "logo.large, logo.small"),
    "a large logo": ("logo: {large: large.svg}", {"logo": "large.svg"}, ""),
    "pairs of logos": (
        "logo: {medium: {light: logo.svg, dark: icon.svg}}", {"logo": "logo.svg"}, 'the "dark" variants',
    ),
    "one pair of logos": ("logo: {light: logo.svg, dark: icon.svg}", {"logo": "logo.svg"}, 'the "dark" variants'),
    "a dark logo alone": ("logo: {medium: {dark: icon.svg}}", {"logo": "icon.svg"}, ""),
    "images": (
        "logo: {images: {leaf: {path: logo.svg, alt: Leaf}, icon: icon.svg}, medium: leaf}",
        {"logo": "logo.svg"}, "logo.images.icon",
    ),
    "images alone": ("logo: {images: {leaf: logo.svg}}", {"logo": "logo.svg"}, ""),
    "pairs of images": (
        "logo: {images: {a: logo.svg, b: icon.svg}, medium: {light: a, dark: b}}",
        {"logo": "logo.svg"}, 'the "dark" variants, logo.images.b',
    ),
    "a logo of the web": (
        "logo: {medium: 'https://example.com/a.svg', small: icon.svg}",
        {"logo": "icon.svg"}, "logo.medium (nothing is downloaded)",
    ),
    "a logo of the web alone": ("logo: https://example.com/a.svg", {"logo": None}, "logo.medium (nothing is downloaded)"),
    "a logo from the root of the project": ("logo: /assets/a.svg", {"logo": "a.svg"}, ""),
    "a logo from a root that is not here": ("logo: /img/a.svg", {"logo": None}, "logo.medium (/img/a.svg is not here)"),
    "a font": ("typography: {base: Source Sans 3}", {"base": "Source Sans 3"}, ""),
    "a font of the web": (
        "typography: {fonts: [{family: Lato, source: google}], base: Lato}",
        {"base": None}, 'typography.base (the font "Lato" is not here)',
    ),
    "a font of another place of the web": (
        "typography: {fonts: [{family: Source Sans 3, source: bunny, weight: [400, 700], style: [normal, italic]}], base: Source Sans 3}",
        {"base": "Source Sans 3"}, "typography.fonts.weight, typography.fonts.style",
    ),
    "a weight as a range": (
        "typography: {fonts: [{family: B, source: file, files: [{path: fonts/Bitter-Regular.ttf, weight: 300..500}]}], headings: B}",
        {"headings": "B"}, "",
    ),
    "a font of the system": ("typography: {fonts: [{family: Arial, source: system}]}", {}, "typography.fonts (Arial)"),
    "a font without files": (
        "typography: {fonts: [{family: Univers, source: file}], base: Univers}",
        {"base": None}, 'typography.base (the font "Univers" is not here)',
    ),
    "files": (
        "typography: {fonts: [{family: B, source: file, files: [fonts/Bitter-Regular.ttf, {path: fonts/Bitter-Bold.ttf, weight: bold}]}], "
        "headings: {family: B, weight: 700}}",
        {"headings": "B"}, "",
    ),
    "files of the web": (
        "typography: {fonts: [{family: B, source: file, files: ['https://example.com/b.ttf']}], base: B}",
        {"base": None}, "typography.fonts (https://example.com/b.ttf), typography.base (the font \"B\" is not here)",
    ),
    "a stack": ("typography: {base: {family: \"'Source Sans 3', Aptos, sans-serif\"}}", {"base": "Source Sans 3"}, ""),
    "a stack whose second is here": ("typography: {base: 'Aptos, Source Sans 3'}", {"base": "Source Sans 3"}, ""),
    "no particular font": ("typography: {base: 'system-ui, sans-serif'}", {"base": None}, ""),
    "type for screens": (
        "typography: {base: {family: Source Sans 3, size: 1rem, line-height: 1.5, weight: normal}, monospace: Fira Code, "
        "monospace-inline: {color: red}, link: {decoration: underline}}",
        {"base": "Source Sans 3"},
        "typography.base.size, typography.base.line-height, typography.monospace, typography.monospace-inline, typography.link",
    ),
    "light headings": ("typography: {headings: {weight: 300, style: italic}}", {}, "typography.headings.weight, typography.headings.style"),
    "settings of other programs": (
        "defaults: {bootstrap: {version: 5}, shiny: {theme: {preset: a}}, handouts: {accent: coral}}",
        {"accent": "#ff7f50"}, "defaults.bootstrap, defaults.shiny",
    ),
    "keys at the top of other programs": ("version: 2\nvoice: {tone: calm}\ncolor: {primary: red}", {"primary": "#ff0000"}, "version, voice"),
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a clinic in a data folder, with pictures, fonts and a folder of assets at its root."""
    clinic = tmp_path / "data" / "clinics" / "north"
    shutil.copytree(BITTER, clinic / "fonts")
    (tmp_path / "assets").mkdir()
    for path in (
        clinic / "logo.svg",
        clinic / "icon.svg",
        clinic / "large.svg",
        tmp_path / "assets" / "a.svg",
    ):
        path.write_text('<svg viewBox="0 0 1 1"><path d="M0 0h1v1"/></svg>', encoding="utf-8")
    (clinic / "clinic.yaml").write_text("name: North\n", encoding="utf-8")
    return clinic


def read(folder: Path, text: str) -> Loaded[Brand]:
    (folder / "_brand.yml").write_text(text, encoding="utf-8")
    return Library(folder.parents[1], ROOT / "fonts").brand("north")


@pytest.mark.parametrize("name", BRANDS)
def test_a_brand_file_is_read_and_what_is_not_used_is_told_once(folder: Path, name: str) -> None:
    text, wanted, unused = BRANDS[name]
    loaded = read(folder, text)
    said = [(problem.severity, problem.code, problem.message) for problem in loaded.problems]
    assert said == ([(Severity.WARNING, "brand-left-out", f"handouts do not use {unused}")] if unused else [])
    brand = loaded.require()
    found = {
        "name": brand.name if brand.name != "north" else "North",
        "primary": brand.primary,
        "accent": brand.accent,
        "foreground": brand.foreground,
        "logo": brand.logo.path.name if brand.logo else None,
        "base": brand.base_family.name if brand.base_family else None,
        "headings": brand.heading_family.name if brand.heading_family else None,
    }
    assert {key: found[key] for key in wanted} == wanted


def test_the_warning_stands_at_the_first_key_that_is_not_used(folder: Path) -> None:
    (problem,) = read(folder, "color: {primary: red}\nmeta: {name: A, link: b}\nversion: 1\n").problems
    assert problem.place is not None
    assert (problem.place.line, problem.place.column) == (2, 17)
    assert problem.hint == "nothing needs to be done: other programs read them"


def test_a_font_that_is_not_here_can_be_put_where_the_hint_says(folder: Path, tmp_path: Path) -> None:
    (folder / "_brand.yml").write_text("typography: {base: Invented Face}", encoding="utf-8")
    fonts = tmp_path / "fonts"
    (problem,) = Library(folder.parents[1], fonts).brand("north").problems
    hint = str(problem.hint)
    assert hint.startswith("put InventedFace-Regular.ttf and InventedFace-Bold.ttf into fonts/invented-face/")
    (fonts / "invented-face").mkdir(parents=True)
    shutil.copy(BITTER / "Bitter-Regular.ttf", fonts / "invented-face" / "InventedFace-Regular.ttf")
    assert Library(folder.parents[1], fonts).brand("north").problems == ()


@pytest.mark.parametrize(
    "logo",
    [
        "/assets/none.svg",
        "https://x.example/a.svg",
        "{images: {m: /none.png}, medium: m}",
        "//cdn.example/a.svg",
    ],
)
def test_a_logo_that_is_not_here_can_be_named_as_the_hint_says(folder: Path, logo: str) -> None:
    (problem,) = read(folder, f"logo: {logo}\n").problems
    assert problem.hint == (
        'put the picture beside this file and write its name, such as "logo: logo.svg"; '
        "until then handouts are printed without a logo"
    )
    assert read(folder, "logo: logo.svg\n").problems == ()


@pytest.mark.parametrize("key", ["meta", "logo", "color", "typography", "defaults"])
def test_a_key_of_a_brand_may_be_empty(folder: Path, key: str) -> None:
    assert not any(problem.is_error for problem in read(folder, f"{key}:\nversion: 1\n").problems)


@pytest.mark.parametrize("case", sorted(CASES.glob("*.yml")), ids=lambda path: path.name)
def test_the_shared_cases_are_read_with_one_warning_at_most(folder: Path, case: Path) -> None:
    loaded = read(folder, case.read_text(encoding="utf-8"))
    assert len(loaded.problems) <= 1
    assert not any(problem.is_error for problem in loaded.problems)
    brand = loaded.require()
    if "primary:" in case.read_text(encoding="utf-8"):
        assert brand.primary != Brand().primary


@pytest.mark.parametrize("kind", ["logo.svg", "logo.png", "link.ttf"])
def test_a_link_that_leads_out_of_the_data_folder_is_refused_and_never_quoted(
    folder: Path, tmp_path: Path, kind: str
) -> None:
    secret = tmp_path / "elsewhere" / "secret.txt"
    secret.parent.mkdir()
    secret.write_text("root:x:0:0", encoding="utf-8")
    (folder / f"a{kind}").symlink_to(secret)
    text = f"logo: a{kind}"
    if kind.endswith("ttf"):
        text = f"typography: {{base: B, fonts: [{{family: B, source: file, files: [a{kind}]}}]}}"
    (problem,) = read(folder, text).problems
    assert (problem.code, problem.is_error) == ("outside-file", True)
    assert "root:" not in problem.describe()


def test_a_link_within_the_data_folder_is_followed(folder: Path) -> None:
    shared = folder.parents[1] / "shared.svg"
    shared.write_text('<svg viewBox="0 0 1 1"><path d="M0 0h1v1"/></svg>', encoding="utf-8")
    (folder / "linked.svg").symlink_to(shared)
    assert read(folder, "logo: linked.svg").problems == ()
