"""A brand resolved: every colour a value, every logo and font a file that is there.

Looks whether files exist but does not open them. Knows nothing of pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from handouts.graphics.colour import to_hex
from handouts.graphics.css_colour import colour_names, mixed_with_white, parse_colour
from handouts.problems import Place, Problem, error, has_errors, warning
from handouts.reading.brand_keys import left_out, weight_of
from handouts.reading.models.brand import BrandFile, Font, Image, Typeface
from handouts.reading.nodes import Positioned
from handouts.reading.suggestions import closest, did_you_mean
from handouts.reading.text import Text

FOREGROUND = "#1a1a1a"
WHITE = "#ffffff"
_MOST_NAMED = 12
_GENERIC = frozenset((
    "serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "ui-sans-serif", "ui-serif", "ui-monospace",
    "ui-rounded", "math", "emoji", "-apple-system", "blinkmacsystemfont", "inherit", "initial",
))  # fmt: skip
"""Names of CSS that are no family."""


@dataclass(frozen=True, slots=True)
class LogoFile:
    """The picture of the logo; ``alt`` is what a screen reader says for it."""

    path: Path
    alt: str | None
    place: Place = field(compare=False)


@dataclass(frozen=True, slots=True)
class FontFamily:
    """The files of a family; without ``bold``, bold text is set in the regular face."""

    name: str
    regular: Path
    bold: Path | None
    place: Place = field(compare=False)


@dataclass(frozen=True, slots=True)
class NamedColour:
    """A colour of the brand: what it is called, its value, and where the value is written."""

    name: str
    value: str
    place: Place = field(compare=False)


@dataclass(frozen=True, slots=True)
class Brand:
    """What a handout needs of a brand; colours are ``#rrggbb`` in small letters.

    ``colours`` are all that the brand names, the palette's first; ``primary_place`` and ``accent_place`` are where
    the values of those two are written, if they are.
    """

    name: str = ""
    primary: str = FOREGROUND
    accent: str = FOREGROUND
    foreground: str = ""
    logo: LogoFile | None = None
    heading_family: FontFamily | None = None
    base_family: FontFamily | None = None
    colours: tuple[NamedColour, ...] = ()
    font_files: tuple[Path, ...] = ()
    slashed_zero: bool = False
    primary_place: Place | None = field(default=None, compare=False)
    accent_place: Place | None = field(default=None, compare=False)
    foreground_place: Place | None = field(default=None, compare=False)

    def files(self) -> list[Path]:
        """Return the files that this brand is printed with: its logo and its fonts."""
        families = [family for family in (self.heading_family, self.base_family) if family is not None]
        faces = [face for family in families for face in (family.regular, family.bold) if face is not None]
        return [*([self.logo.path] if self.logo else []), *faces, *self.font_files]


def resolve_brand(
    model: BrandFile, positioned: Positioned, folder: Path, fonts_folders: tuple[Path, ...]
) -> tuple[Brand, list[Problem]]:
    """Return the brand that *model* describes, and the problems met.

    *positioned* is the file as it was written, *folder* where the brand's own files are, *fonts_folders* where the
    families for every clinic are looked for. What cannot be resolved is a problem and falls back to the plain look;
    what handouts do not use is told in one warning.
    """
    resolver = _Resolver(model, folder, Place(positioned.source), fonts_folders)
    unused, misspelt = left_out(positioned)
    resolver.unused += unused
    names = model.meta.name
    foreground = resolver.colour(resolver.theme("foreground"))
    primary = resolver.colour(resolver.theme("primary")) or foreground or FOREGROUND
    accent = resolver.accent()
    brand = Brand(
        name=(names and (names.full or names.short)) or "",
        primary=primary,
        accent=resolver.colour(accent) or primary,
        foreground=foreground or "",
        logo=resolver.logo(),
        heading_family=resolver.family(model.typography.headings, "headings"),
        base_family=resolver.family(model.typography.base, "base"),
        colours=tuple(resolver.named_colours()),
        primary_place=resolver.place_of(resolver.theme("primary") or resolver.theme("foreground")),
        accent_place=resolver.place_of(accent or resolver.theme("primary") or resolver.theme("foreground")),
        foreground_place=resolver.place_of(resolver.theme("foreground")),
        font_files=resolver.other_fonts(),
        slashed_zero=model.defaults.handouts.slashed_zero,
    )
    if names and names.full and names.short:
        resolver.leave_out("meta.name.short", names.short)
    resolver.ground()
    problems = [*misspelt, *dict.fromkeys(resolver.problems)]
    if has_errors(problems):  # what is not used is known when the mistakes are corrected
        return brand, [problem for problem in problems if problem.is_error]
    return brand, [*problems, *resolver.summary()]


class _Resolver:
    """Looks names up in one brand, noting problems."""

    def __init__(self, model: BrandFile, folder: Path, place: Place, fonts_folders: tuple[Path, ...]) -> None:
        self.model = model
        self.folder = folder
        self.place = place
        self.fonts_folders = fonts_folders
        self.problems: list[Problem] = []
        self.unused: list[tuple[str, Place | None]] = []
        self.missing_fonts: list[str] = []
        self.has_no_logo = False
        self.colours: dict[str, Text] = {
            **{name: value for name, value in model.color if isinstance(value, Text)},
            **{str(name): value for name, value in model.color.palette.items()},
        }

    # -- what handouts do not use ------------------------------------------------------------------

    def leave_out(self, what: str, value: Text) -> None:
        """Note that *what*, written at *value*, is not used."""
        self.unused.append((what, self._place(value)))

    def summary(self) -> list[Problem]:
        """Return the one warning about everything in the file that handouts do not use."""
        if not self.unused:
            return []
        names = list(dict.fromkeys(name for name, _place in self.unused))
        shown = ", ".join(names[:_MOST_NAMED])
        if len(names) > _MOST_NAMED:
            shown += f" and {len(names) - _MOST_NAMED} more"
        places = [place for _name, place in self.unused if place is not None]
        first = min(places, key=lambda place: (place.line, place.column), default=self.place)
        hint = "nothing needs to be done: other programs read them"
        if self.has_no_logo:
            hint = (
                'put the picture beside this file and write its name, such as "logo: logo.svg"; '
                "until then handouts are printed without a logo"
            )
        elif self.missing_fonts:
            name = self.missing_fonts[0]
            slug = _slug(name)
            file = re.sub(r"\W+", "", name)
            into = f"{self.fonts_folders[0].name}/{slug}/"
            hint = (
                f"put {file}-Regular.ttf and {file}-Bold.ttf into {into} (nothing is downloaded); "
                "until then the default font is used"
            )
        return [warning("brand-left-out", f"handouts do not use {shown}", first, hint)]

    def ground(self) -> None:
        """Note a background that is not that of paper."""
        background = self.theme("background")
        if background is not None and self.colour(background) not in (None, WHITE):
            self.leave_out("color.background (paper is white)", background)

    # -- colours -----------------------------------------------------------------------------------

    def theme(self, name: str) -> Text | None:
        """Return a colour of the theme as it is written; one that stands in the palette counts as well."""
        value = getattr(self.model.color, name)
        return value if isinstance(value, Text) else self.model.color.palette.get(Text(name))

    def colour(self, value: Text | None) -> str | None:
        """Return *value* as ``#rrggbb``, following names; None when there is none or it leads nowhere."""
        written = self._written(value)
        parsed = parse_colour(written) if written is not None else None
        return to_hex(mixed_with_white(*parsed)) if parsed is not None else None

    def place_of(self, value: Text | None) -> Place | None:
        """Return where the colour that *value* stands for is written; None when it leads nowhere."""
        written = self._written(value)
        return self._place(written) if written is not None else None

    def _written(self, value: Text | None) -> Text | None:
        """Return the colour that *value* stands for, following names; notes why where it leads nowhere."""
        seen: set[str] = set()
        while value is not None:
            name = str(value)
            following = self._named(name, value) if name not in seen else None
            if following is None or following is value:
                if parse_colour(value) is not None:
                    return value
                if name in seen:
                    message = f'the colour "{value}" leads back to itself'
                    self._error("endless-colour", message, value, None)
                else:
                    self._no_colour(value)
                return None
            seen.add(name)
            value = following
        return None

    def _no_colour(self, value: Text) -> None:
        if value.startswith("#"):
            hint = 'write six digits 0-9, a-f, such as "#0b5a5e"'
            self._error("wrong-colour", f'"{value}" is not a colour', value, hint)
        else:
            near = closest(value, self.colours) or closest(value, colour_names())
            meant = f'did you mean "{near}"?' if near else 'write six digits, such as "#0b5a5e"'
            meant = _as_digits(value) or meant
            self._error("unknown-colour", f'there is no colour called "{value}"', value, meant)

    def _named(self, name: str, value: Text) -> Text | None:
        """Return what *name* stands for; a colour of the theme may take the palette's of the same name."""
        own = self.model.color.palette.get(Text(name))
        if own is not None and own is not value:
            return own
        theme = getattr(self.model.color, name, None) if name in self.colours else None
        return theme if isinstance(theme, Text) else own

    def accent(self) -> Text | None:
        """Return the accent as it is written: ours, or else the palette's or the theme's, or else the secondary colour."""
        own = self.model.defaults.handouts.accent
        palette = self.model.color.palette.get(Text("accent"))
        return own or palette or self.model.color.accent or self.theme("secondary")

    def named_colours(self) -> Iterator[NamedColour]:
        """Resolve every colour, used by a handout or not, so that a misspelt name is found before it matters."""
        palette = self.model.color.palette
        names = [*map(str, palette), *(name for name in self.colours if Text(name) not in palette)]
        for name in names:
            value = self.colour(self.colours[name])
            place = self.place_of(self.colours[name])
            if value is not None and place is not None:
                yield NamedColour(name, value, place)

    # -- the logo ----------------------------------------------------------------------------------

    def logo(self) -> LogoFile | None:
        """Return the logo that a handout shows: the first of its sizes, or else of its images, that is a file here."""
        logo = self.model.logo
        if logo is None:
            return None
        sizes = {"medium": logo.medium, "large": logo.large, "small": logo.small}
        chosen: list[tuple[str, Image]] = [(f"logo.{name}", size) for name, size in sizes.items() if size]
        used: set[str] = {size.path for _name, size in chosen}
        chosen += [(f"logo.images.{name}", image) for name, image in logo.images.items() if name not in used]
        if not chosen:
            hint = 'write "logo: logo.svg", or a picture after "medium:" below it'
            self.problems.append(warning("no-logo", "the logo names no picture", self.place, hint))
            return None
        found: LogoFile | None = None
        known = len(self.problems)
        for name, choice in chosen:
            named = logo.images.get(choice.path)
            image = named or choice
            if found or len(self.problems) > known:  # one is there, or a mistake is to be corrected
                self.leave_out(name, choice.path)
                continue
            alt = choice.alt or image.alt
            names = [*logo.images] if not Path(choice.path).suffix else []
            path = self._file(image.path, "the logo", names, name)
            if path is not None:
                found = LogoFile(path, alt, image.path.place)
        self.has_no_logo = found is None
        return found

    # -- fonts -------------------------------------------------------------------------------------

    def family(self, typeface: Typeface | None, use: str) -> FontFamily | None:
        """Return the files of the first family that *typeface* names and that is here; None means the default family."""
        if typeface is None or typeface.family is None:
            return None
        stack = typeface.family
        names = _stack(stack)
        for name in names:
            font = next(
                (font for font in self.model.typography.fonts if _plain_name(font.family) == name), None
            )
            if font is not None and font.source == "file" and font.files:
                known = len(self.problems)
                family = self._family_of_files(font)
                if family is not None or len(self.problems) > known:
                    return family
                continue
            slug = _slug(name)
            for folder in self.fonts_folders:
                regular = self._only_file(folder / slug, "Regular") if slug else None
                if regular is not None:
                    return FontFamily(name, regular, self._only_file(folder / slug, "Bold"), stack.place)
        wanted = [name for name in names if name.casefold() not in _GENERIC]
        if wanted:
            self.missing_fonts.append(wanted[0])
            self.leave_out(f'typography.{use} (the font "{wanted[0]}" is not here)', stack)
        elif "serif" in names or "monospace" in names:
            self.leave_out(f"typography.{use}", stack)
        return None

    def other_fonts(self) -> tuple[Path, ...]:
        """Return the files of every font that the brand lists, and note those fonts that nothing is set in."""
        typography = self.model.typography
        used = {
            name
            for typeface in (typography.base, typography.headings)
            if typeface is not None and typeface.family is not None
            for name in _stack(typeface.family)
        }
        files = []
        for font in typography.fonts:
            if _plain_name(font.family) not in used:
                self.leave_out(f"typography.fonts ({font.family})", font.family)
            for file in font.files:
                path = self.folder / file.path
                if not _leads_away(file.path) and path.is_file():
                    files.append(path)
        return tuple(files)

    def _family_of_files(self, font: Font) -> FontFamily | None:
        weights: dict[int, Path] = {}
        left = False
        known = len(self.problems)
        for file in font.files:
            if _is_address(file.path) or file.path.casefold().endswith((".woff", ".woff2", ".eot")):
                self.leave_out(f"typography.fonts ({file.path})", file.path)
                left = True
                continue
            path = self._file(file.path, f'a file of the font "{font.family}"', [], "typography.fonts")
            weight = self._weight(file.weight)
            if path is not None and weight is not None and file.style == "normal":
                weights.setdefault(weight, path)
        light, heavy = [w for w in weights if w < 600], [w for w in weights if w >= 600]
        regular = min(light, key=lambda weight: abs(weight - 400), default=None)
        bold = min(heavy, key=lambda weight: abs(weight - 700), default=None)
        if regular is None:
            if not left and len(self.problems) == known:
                message = f'the font "{font.family}" has no file of regular weight'
                self._error("missing-font", message, font.family, 'list one under "files" with "weight: 400"')
            return None
        bold_file = weights[bold] if bold is not None else None
        return FontFamily(str(font.family), weights[regular], bold_file, font.family.place)

    def _weight(self, value: Text | None) -> int | None:
        """Return a weight of 1 to 1000, as CSS counts them."""
        weight = weight_of(value) if value is not None else 400
        if weight is None and value is not None:
            message = f'"{value}" is not a weight'
            self._error("wrong-value", message, value, "write 400 for regular, 700 for bold")
        return weight

    # -- files -------------------------------------------------------------------------------------

    def _file(self, path: Text, what: str, names: list[Text], key: str) -> Path | None:
        """Return the file at *path*: beside the brand, or from the project's root where it begins with a stroke.

        *names* are what could have been meant instead; *key* names it where it is left out. A link may not lead out of
        the data folder: what lies there is nobody's to print, or to read out in a message.
        """
        data = self.folder.parent.parent
        if _is_address(path):
            self.leave_out(f"{key} (nothing is downloaded)", path)
            return None
        if _leads_away(path):
            self._error("outside-file", f"{what} should be a file beside the brand", path, "copy it there")
            return None
        roots = [self.folder, data, data.parent] if path.startswith("/") else [self.folder]
        for root in roots:
            found = root / path.lstrip("/")
            try:
                if not found.is_file():
                    continue
                allowed = [
                    data.resolve(),
                    self.folder.resolve(),
                    *([root.resolve()] if root == data.parent else []),
                ]
                if any(found.resolve().is_relative_to(folder) for folder in allowed):
                    return found
            except (OSError, ValueError):
                continue  # a name that no file can have: it is not there
            message = f"{what} is a link to a file outside the data folder"
            self._error("outside-file", message, path, "copy the file itself there")
            return None
        if path.startswith("/"):
            self.leave_out(f"{key} ({path} is not here)", path)
            return None
        hint = did_you_mean(path, names) if names else None
        message = f"{what} is not there: {path}"
        hint = hint or f"put it into {self.folder.name}/, or correct the name"
        self._error("missing-file", message, path, hint)
        return None

    @staticmethod
    def _only_file(folder: Path, style: str) -> Path | None:
        return next(iter(sorted(folder.glob(f"*-{style}.ttf"))), None)

    def _error(self, code: str, message: str, value: Text, hint: str | None) -> None:
        self.problems.append(error(code, message, self._place(value), hint))

    def _place(self, value: Text) -> Place:
        return value.place if value.place.source.name != "<text>" else self.place


def _stack(family: str) -> list[str]:
    """Return the families that CSS's *family* lists, without their quotes."""
    parts = re.findall(r"""\s*("[^"]*"|'[^']*'|[^,]+)\s*(?:,|$)""", family)
    return [name for name in map(_plain_name, parts) if name]


def _plain_name(family: str) -> str:
    return " ".join(family.strip().strip("\"'").split())


def _slug(name: str) -> str:
    return re.sub(r"\W+", "-", name.casefold()).strip("-")


def _is_address(path: str) -> bool:
    """Return whether *path* is an address of the web, or carries its content, instead of naming a file."""
    return path.startswith("//") or bool(re.match(r"[a-zA-Z][a-zA-Z0-9+.-]+:", path))


def _leads_away(path: str) -> bool:
    drive = re.match(r"[a-zA-Z]:", path) is not None
    return drive or ".." in re.split(r"[/\\]", path)


def _as_digits(name: str) -> str | None:
    """Return how to write *name* if it is the digits of a colour without their ``#``."""
    digits = re.fullmatch(r"(?:0x)?((?:[0-9a-fA-F]{3}){1,2})", name)
    return f'write "#{digits[1]}", with the # and the quotes' if digits else None
