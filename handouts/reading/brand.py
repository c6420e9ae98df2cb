"""A brand resolved: every colour a value, every logo and font a file that is there.

Looks whether files exist but does not open them. Knows nothing of pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from handouts.problems import Place, Problem, Source, error, warning
from handouts.reading.models.brand import BrandFile, Font, Image, Typeface
from handouts.reading.suggestions import did_you_mean
from handouts.reading.text import Text

FOREGROUND = "#1a1a1a"
BACKGROUND = "#ffffff"


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
    foreground: str = FOREGROUND
    background: str = BACKGROUND
    logo: LogoFile | None = None
    heading_family: FontFamily | None = None
    base_family: FontFamily | None = None
    colours: tuple[NamedColour, ...] = ()
    font_files: tuple[Path, ...] = ()
    primary_place: Place | None = field(default=None, compare=False)
    accent_place: Place | None = field(default=None, compare=False)


def resolve_brand(
    model: BrandFile, folder: Path, source: Source, fonts_folders: tuple[Path, ...]
) -> tuple[Brand, list[Problem]]:
    """Return the brand that *model* describes, and the problems met.

    *folder* is where the brand's own files are, *fonts_folders* where the families for every clinic are looked for.
    What cannot be resolved is a problem and falls back to the plain look. *source* stands for parts without
    a place.
    """
    resolver = _Resolver(model, folder, Place(source), fonts_folders)
    names = model.meta.name
    foreground = resolver.colour(model.color.foreground) or FOREGROUND
    primary = resolver.colour(model.color.primary) or foreground
    accent = resolver.accent()
    brand = Brand(
        name=(names and (names.full or names.short)) or "",
        primary=primary,
        accent=resolver.colour(accent) or primary,
        foreground=foreground,
        background=resolver.colour(model.color.background) or BACKGROUND,
        logo=resolver.logo(),
        heading_family=resolver.family(model.typography.headings),
        base_family=resolver.family(model.typography.base),
        colours=tuple(resolver.named_colours()),
        primary_place=resolver.place_of(model.color.primary or model.color.foreground),
        accent_place=resolver.place_of(accent or model.color.primary or model.color.foreground),
    )
    return brand, list(dict.fromkeys(resolver.problems))


class _Resolver:
    """Looks names up in one brand, noting problems."""

    def __init__(self, model: BrandFile, folder: Path, place: Place, fonts_folders: tuple[Path, ...]) -> None:
        self.model = model
        self.folder = folder
        self.place = place
        self.fonts_folders = fonts_folders
        self.problems: list[Problem] = []
        self.colours: dict[str, Text] = {
            **{name: value for name, value in model.color if isinstance(value, Text)},
            **{str(name): value for name, value in model.color.palette.items()},
        }

    def colour(self, value: Text | None) -> str | None:
        """Return *value* as ``#rrggbb``, following names; None when there is none or it leads nowhere."""
        written = self._written(value)
        if written is None:
            return None
        digits = written[1:].lower()
        return "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits))

    def place_of(self, value: Text | None) -> Place | None:
        """Return where the digits that *value* stands for are written; None when it leads nowhere."""
        written = self._written(value)
        return self._place(written) if written is not None else None

    def _written(self, value: Text | None) -> Text | None:
        """Return the digits that *value* stands for, following names; notes why where it leads nowhere."""
        seen: set[str] = set()
        while value is not None:
            if re.fullmatch(r"#([0-9a-fA-F]{3}){1,2}", value):
                return value
            if value.startswith("#"):
                message = f'"{value}" is not a colour'
                self._error("wrong-colour", message, value, 'write six digits 0-9, a-f, such as "#0b5a5e"')
                return None
            name = str(value)
            if name in seen:
                self._error("endless-colour", f'the colour "{value}" leads back to itself', value, None)
                return None
            seen.add(name)
            following = self._named(name, value)
            if following is None:
                hint = _as_digits(name) or did_you_mean(name, self.colours)
                hint = hint or 'write six digits, such as "#0b5a5e"'
                self._error("unknown-colour", f'there is no colour called "{value}"', value, hint)
            value = following
        return None

    def _named(self, name: str, value: Text) -> Text | None:
        """Return what *name* stands for; a colour of the theme may take the palette's of the same name."""
        own = self.model.color.palette.get(Text(name))
        if own is not None and own is not value:
            return own
        theme = getattr(self.model.color, name, None) if name in self.colours else None
        return theme if isinstance(theme, Text) else own

    def accent(self) -> Text | None:
        """Return the accent as it is written: ours, or else the palette's ``accent``, or else the secondary colour."""
        colours = self.model.color
        own = self.model.defaults.handouts.accent
        return own or colours.palette.get(Text("accent")) or colours.secondary

    def named_colours(self) -> Iterator[NamedColour]:
        """Resolve every colour, used by a handout or not, so that a misspelt name is found before it matters."""
        palette = self.model.color.palette
        names = [*map(str, palette), *(name for name in self.colours if Text(name) not in palette)]
        for name in names:
            value = self.colour(self.colours[name])
            place = self.place_of(self.colours[name])
            if value is not None and place is not None:
                yield NamedColour(name, value, place)

    def logo(self) -> LogoFile | None:
        """Return the logo that a handout shows."""
        logo = self.model.logo
        if logo is None:
            return None
        chosen: Image | None = logo.medium or logo.large or logo.small
        if chosen is None:
            chosen = next(iter(logo.images.values()), None)
        if chosen is None:
            hint = 'write "logo: logo.svg", or a picture after "medium:" below it'
            self.problems.append(warning("no-logo", "the logo names no picture", self.place, hint))
            return None
        named = logo.images.get(chosen.path)
        image = named or chosen
        alt = chosen.alt or image.alt
        known = [*logo.images] if not Path(chosen.path).suffix else []
        path = self._file(image.path, "the logo", known)
        return LogoFile(path, alt, image.path.place) if path else None

    def family(self, typeface: Typeface | None) -> FontFamily | None:
        """Return the files of the family that *typeface* names; None means the default family."""
        if typeface is None or typeface.family is None:
            return None
        name = typeface.family
        font = next((font for font in self.model.typography.fonts if font.family == name), None)
        if font is not None and font.source == "file":
            return self._family_of_files(font)
        slug = re.sub(r"\W+", "-", name.casefold()).strip("-")
        for folder in self.fonts_folders:
            regular = self._only_file(folder / slug, "Regular") if slug else None
            if regular is not None:
                return FontFamily(str(name), regular, self._only_file(folder / slug, "Bold"), name.place)
        hint = (
            f"put …-Regular.ttf and …-Bold.ttf into {self.fonts_folders[0].name}/{slug}/, "
            'or list the files with "source: file"; nothing is downloaded'
        )
        message = f'the font "{name}" is not here; handouts use the default font'
        self.problems.append(warning("missing-font", message, name.place, hint))
        return None

    def _family_of_files(self, font: Font) -> FontFamily | None:
        weights: dict[int, Path] = {}
        complete = bool(font.files)
        for file in font.files:
            path = self._file(file.path, f'a file of the font "{font.family}"', [])
            weight = self._weight(file.weight)
            if path is None or weight is None:
                complete = False
            elif file.style == "normal":
                weights.setdefault(weight, path)
        light, heavy = [w for w in weights if w < 600], [w for w in weights if w >= 600]
        regular = min(light, key=lambda weight: abs(weight - 400), default=None)
        bold = min(heavy, key=lambda weight: abs(weight - 700), default=None)
        if regular is None:
            if complete or not font.files:
                message = f'the font "{font.family}" has no file of regular weight'
                self._error("missing-font", message, font.family, 'list one under "files" with "weight: 400"')
            return None
        bold_file = weights[bold] if bold is not None else None
        return FontFamily(str(font.family), weights[regular], bold_file, font.family.place)

    def _weight(self, value: Text | None) -> int | None:
        """Return a weight of 1 to 1000, as CSS counts them."""
        words = {"normal": 400, "regular": 400, "medium": 500, "semi-bold": 600, "semibold": 600, "bold": 700}
        if value is None:
            return 400
        if value.casefold() in words:
            return words[value.casefold()]
        if re.fullmatch(r"[0-9]{1,4}", value) and 1 <= int(value) <= 1000:
            return int(value)
        self._error("wrong-value", f'"{value}" is not a weight', value, "write 400 for regular, 700 for bold")
        return None

    def _file(self, path: Text, what: str, names: list[Text]) -> Path | None:
        """Return the file at *path* beside the brand; *names* are what could have been meant instead."""
        if re.match(r"[a-z]+://", path) or Path(path).is_absolute() or ".." in Path(path).parts:
            self._error("outside-file", f"{what} should be a file beside the brand", path, "copy it there")
            return None
        found = self.folder / path
        try:
            if found.is_file():
                # A link may lead anywhere, and what is wrong with a file is quoted: only the data folder's are read.
                if found.resolve().is_relative_to(self.folder.resolve().parent.parent):
                    return found
                message = f"{what} is a link to a file outside the data folder"
                self._error("outside-file", message, path, "copy the file itself there")
                return None
        except (OSError, ValueError):
            pass  # a name that no file can have: it is not there
        hint = did_you_mean(path, names) if names else None
        message = f"{what} is not there: {path}"
        hint = hint or f"put it into {self.folder.name}/, or mend the name"
        self._error("missing-file", message, path, hint)
        return None

    @staticmethod
    def _only_file(folder: Path, style: str) -> Path | None:
        return next(iter(sorted(folder.glob(f"*-{style}.ttf"))), None)

    def _error(self, code: str, message: str, value: Text, hint: str | None) -> None:
        self.problems.append(error(code, message, self._place(value), hint))

    def _place(self, value: Text) -> Place:
        return value.place if value.place.source.name != "<text>" else self.place


def _as_digits(name: str) -> str | None:
    """Return how to write *name* if it is the digits of a colour without their ``#``."""
    digits = re.fullmatch(r"(?:0x)?((?:[0-9a-fA-F]{3}){1,2})", name)
    return f'write "#{digits[1]}", with the # and the quotes' if digits else None
