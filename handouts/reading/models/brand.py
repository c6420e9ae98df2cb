"""The clinic's brand: ``data/clinics/<clinic-id>/_brand.yml``, in the public vocabulary of brand.yml.

Other programs read the same file, so keys that only they know are left alone (and told of by
``handouts.reading.brand_keys``); ``defaults.handouts`` is ours and refuses unknown keys. Knows nothing of files; names
are resolved in ``handouts.reading.brand``.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict

from handouts.reading.models.base import Model
from handouts.reading.roles import Name, Words
from handouts.reading.text import Text


class SharedModel(Model):
    """A mapping that other programs read too: keys that we do not know are theirs."""

    model_config = ConfigDict(extra="ignore")


def _light(value: Any) -> Any:
    """Take the ``light`` variant where a value is given for light and dark backgrounds; paper is light.

    One that is given for dark backgrounds alone is better than none: it is made readable, or told to be invisible.
    """
    return value.get("light", value.get("dark")) if _is_pair(value) else value


def _light_alone(value: Any) -> Any:
    """Take the ``light`` variant, and none where only the ``dark`` one is given: text and paper are the other way round."""
    return value.get("light") if _is_pair(value) else value


def _is_pair(value: Any) -> bool:
    return isinstance(value, dict) and bool(value) and set(value) <= {"light", "dark"}


def _short_form(key: str) -> BeforeValidator:
    def widen(value: Any) -> Any:
        return {key: value} if isinstance(value, str) else value

    return BeforeValidator(widen)


_ColourInput = str | dict[Literal["light", "dark"], str]

ColourName = Annotated[Name, BeforeValidator(_light, json_schema_input_type=_ColourInput)]
"""A colour as CSS writes it, or the name of another one of the palette or of the theme."""

GroundName = Annotated[
    Words | None, BeforeValidator(_light_alone, json_schema_input_type=_ColourInput | None)
]
"""The colour of text or of the ground that it stands on."""


class Names(SharedModel):
    """What the clinic is called."""

    full: Words | None = None
    short: Words | None = None


class Meta(SharedModel):
    """Who the brand is."""

    name: Annotated[Names, _short_form("full")] | None = None


class Image(SharedModel):
    """A picture of the logo. A plain text is its path, or the name of one under ``images``."""

    path: Name
    alt: Words | None = None


_LogoInput = str | Image | dict[Literal["light", "dark"], str | Image]

LogoChoice = Annotated[Image, _short_form("path"), BeforeValidator(_light, json_schema_input_type=_LogoInput)]


class Logo(SharedModel):
    """The logo in its sizes; a handout takes the medium one, or else the large, or else the small."""

    images: dict[Text, Annotated[Image, _short_form("path")]] = {}
    small: LogoChoice | None = None
    medium: LogoChoice | None = None
    large: LogoChoice | None = None


def _one_picture(value: Any) -> Any:
    """Return the logo that a plain path, or a path with its words, is short for."""
    one = isinstance(value, str) or _is_pair(value) or (isinstance(value, dict) and "path" in value)
    return {"medium": value} if one else value


class Colours(SharedModel):
    """The palette, and the colours of the theme by their use."""

    palette: dict[Text, ColourName] = {}
    foreground: GroundName = None
    background: GroundName = None
    primary: ColourName | None = None
    secondary: ColourName | None = None
    tertiary: ColourName | None = None
    success: ColourName | None = None
    info: ColourName | None = None
    warning: ColourName | None = None
    danger: ColourName | None = None
    light: ColourName | None = None
    dark: ColourName | None = None
    link: ColourName | None = None
    accent: ColourName | None = None


class FontFile(SharedModel):
    """One file of a family. A plain text is its path."""

    path: Name
    weight: Name | None = None
    style: Literal["normal", "italic", "oblique"] = "normal"


class Font(SharedModel):
    """A family and where it comes from; ``files`` only for ``source: file``."""

    family: Name
    source: Literal["file", "google", "bunny", "system"] = "google"
    files: list[Annotated[FontFile, _short_form("path")]] = []


class Typeface(SharedModel):
    """The look of one kind of text. A plain text is its family."""

    family: Name | None = None


class Typography(SharedModel):
    """The families of the brand."""

    fonts: list[Font] = []
    base: Annotated[Typeface, _short_form("family")] | None = None
    headings: Annotated[Typeface, _short_form("family")] | None = None


class HandoutDefaults(Model):
    """What only handouts read of a brand."""

    accent: ColourName | None = None
    slashed_zero: bool = False
    """Whether zeros have a stroke, where the font has such a zero besides its own. Patients may read it as an 8."""


class Defaults(SharedModel):
    """Settings by program."""

    handouts: HandoutDefaults = HandoutDefaults()


_MAY_BE_EMPTY = BeforeValidator(lambda written: {} if written is None else written)
"""A key with nothing behind it, as in a file whose lines were all taken out, says as much as no key."""


class BrandFile(SharedModel):
    """A brand as it is written."""

    meta: Annotated[Meta, _MAY_BE_EMPTY] = Meta()
    logo: Annotated[Logo, BeforeValidator(_one_picture, json_schema_input_type=str | Image | Logo)] | None = (
        None
    )
    color: Annotated[Colours, _MAY_BE_EMPTY] = Colours()
    typography: Annotated[Typography, _MAY_BE_EMPTY] = Typography()
    defaults: Annotated[Defaults, _MAY_BE_EMPTY] = Defaults()
