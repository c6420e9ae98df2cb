"""A brand's files are opened: fonts and logo become the look that composing needs."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from handouts.composing.compose import Look
from handouts.composing.logo import LARGEST, Logo
from handouts.delivering.places import home
from handouts.opening import MEBIBYTE, read_regular
from handouts.problems import ContentError, Problem, error, warning
from handouts.reading.brand import Brand, FontFamily
from handouts.reading.models.language import Language
from handouts.reading.text import Text
from handouts.text.families import FontStack
from handouts.text.fonts import Font, load_font

DEFAULT = "atkinson-hyperlegible-next/AtkinsonHyperlegibleNext"
FALLBACK = "source-sans-3/SourceSans3"
"""Families of the fonts folder: the default text face, and the one behind every other."""
MOST_LOGO_BYTES = 32 * MEBIBYTE
"""A photograph of 40 megapixels has less; what is larger was never meant for the corner of a page."""


def look_of(
    brand: Brand, fonts: Path, logo_words: str, language: Language, code: str
) -> tuple[Look, list[Problem]]:
    """Return the look of *brand* in *language*, whose code is *code*, and the problems of their files.

    ``logo_words`` is said where the brand says nothing.
    """
    problems: list[Problem] = []
    text = _stack(brand, brand.base_family, fonts, language, code, problems)
    display = text
    if brand.heading_family is not None and brand.heading_family != brand.base_family:
        display = _stack(brand, brand.heading_family, fonts, language, code, problems)
    logo = _logo(brand, fonts, logo_words, problems)
    return Look(brand.primary, brand.accent, text, display, logo, brand.foreground), problems


def brand_problems(brand: Brand) -> list[Problem]:
    """Return a warning for each colour of *brand* that had to become another one to be read: the worst of its duties."""
    from handouts.checks.contrast import changed_much
    from handouts.composing.duties import duties
    from handouts.graphics.colour import apart

    worst = {}
    for duty in sorted(
        duties(brand.primary, brand.accent, brand.foreground),
        key=lambda duty: apart(duty.wanted, duty.printed),
    ):
        worst[duty.wanted] = duty
    problems = []
    for duty in worst.values():
        places = {
            "primary": brand.primary_place,
            "accent": brand.accent_place,
            "foreground": brand.foreground_place,
        }
        place = places[duty.source]
        problems.append(changed_much(duty.source, duty.wanted, duty.printed, duty.ground, duty.needed, place))
    return [problem for problem in problems if problem is not None]


Pair = tuple[Font, Font]
"""A family: regular and bold."""


def _stack(
    brand: Brand,
    family: FontFamily | None,
    fonts: Path,
    language: Language,
    code: str,
    problems: list[Problem],
) -> FontStack:
    """Return the families that set *language*: the brand's, then the language's own, then those of the program.

    The first that has all letters of the language's own file comes first: one that lacks some would set a page in
    two typefaces by turns.
    """
    families: list[Pair] = []
    if family is not None:
        try:
            own = load_font(family.regular, family.name, family.place)
            families.append((own, load_font(family.bold, family.name, family.place) if family.bold else own))
        except ContentError as failure:
            problems += failure.problems
    if language.typeface is not None:
        families += _named(language.typeface, fonts, problems)
    if not families:
        families.append(_program_family(DEFAULT, fonts))

    def behind() -> list[Pair]:
        """Open the families of the program: large files, which few handouts need."""
        return [_program_family(name, fonts) for name in (DEFAULT, FALLBACK)]

    sample = "".join(map(str, vars(language.words).values()))
    opened: Callable[[], list[Pair]] | None = behind
    if not families[0][0].covers_all(sample):
        known = {regular.digest for regular, _bold in families}
        families += [pair for pair in behind() if pair[0].digest not in known]
        families.sort(key=lambda pair: not pair[0].covers_all(sample))
        opened = None
    if brand.slashed_zero and not families[0][0].has_slashed_zero():
        message = f"the font {families[0][0].family} has no zero with a stroke; its own is used"
        place = family.place if family is not None else None
        problem = warning("no-slashed-zero", message, place, "leave out slashed_zero, or choose another font")
        if problem not in problems:
            problems.append(problem)
    regular, bold = [pair[0] for pair in families], [pair[1] for pair in families]
    return FontStack(regular, bold, code, opened, brand.slashed_zero)


def _program_family(name: str, fonts: Path) -> Pair:
    return _program_font(f"{name}-Regular.ttf", fonts), _program_font(f"{name}-Bold.ttf", fonts)


def _named(typeface: Text, fonts: Path, problems: list[Problem]) -> list[Pair]:
    """Return the family of the fonts folder that a language's file names; none, and a problem, if it is not there."""
    slug = re.sub(r"\W+", "-", typeface.casefold()).strip("-")
    for folder in (fonts, home() / "fonts"):
        regular, bold = (sorted((folder / slug).glob(f"*-{weight}.ttf")) for weight in ("Regular", "Bold"))
        if regular:
            try:
                own = load_font(regular[0], typeface, typeface.place)
                return [(own, load_font(bold[0], typeface, typeface.place) if bold else own)]
            except ContentError as failure:
                problems += failure.problems
                return []
    message = f'the font "{typeface}" is not here; handouts use the default font'
    hint = f"put …-Regular.ttf and …-Bold.ttf into fonts/{slug}/; nothing is downloaded"
    problems.append(warning("missing-font", message, typeface.place, hint))
    return []


def _program_font(name: str, fonts: Path) -> Font:
    """Return a font that every handout needs; a folder of one's own need not hold it."""
    return load_font(fonts / name if (fonts / name).is_file() else home() / "fonts" / name)


def _logo(brand: Brand, fonts: Path, words: str, problems: list[Problem]) -> Logo | None:
    """Return the brand's logo ready to be printed; None when it has none, or none that can be used."""
    file = brand.logo
    if file is None:
        return None
    from handouts.pictures.logo import read_logo
    from handouts.reading.library import shown_name

    try:
        data = read_regular(file.path, MOST_LOGO_BYTES)
        made, found = read_logo(data, shown_name(file.path), LARGEST, lambda: _font_files(brand, fonts))
        problems += found
        return Logo(file.alt or words, made.picture, made.data, made.pixels) if made is not None else None
    except ContentError as failure:
        problems += [replace(problem, place=problem.place or file.place) for problem in failure.problems]
    except OSError as failure:
        message = f"the logo {file.path.name} cannot be read: {failure.strerror or failure}"
        problems.append(error("bad-logo", message, file.place, "use an SVG, PNG or JPEG file"))
    return None


def _font_files(brand: Brand, fonts: Path) -> list[Path]:
    """Return the font files that words in a logo may be set in: the brand's own, and those of the fonts folders."""
    own = [
        path
        for family in (brand.base_family, brand.heading_family)
        if family is not None
        for path in (family.regular, family.bold)
        if path is not None
    ]
    folders = dict.fromkeys((fonts, home() / "fonts"))
    shared = [path for folder in folders for path in sorted(folder.glob("*/*.[to]tf"))]
    return list(dict.fromkeys([*own, *brand.font_files, *shared]))
