"""Whether two pictures of a page look alike to a person: what moved, appeared, vanished or changed its colour.

Two programs that paint the same page never agree on every pixel: the edges of letters differ. So pictures are
compared blurred, tile by tile, in CIELAB, where equal distances look equally large (CIE 15); what a blur hides, a
slight change of a colour, is held by the list of solid colours on the page, which edges do not touch.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy
from PIL import Image, ImageDraw, ImageFilter

BLUR = 1.6
"""Radius in pixels (at 100 dots an inch: 1.2 pt), wider than the soft edge of a letter."""
TILE = 8
"""Side of a tile in pixels: 5.8 pt, about the height of a small letter."""
FAR = 4.0
"""Mean CIELAB distance in a tile from which it has changed. Measured: three years of PDFium stay under 1, the smallest
print of a page moved by 3 pt is at 7, other words at 12 and more."""
OTHER_COLOUR = 2.0
"""CIELAB distance from which two solid colours are two: 2.3 is just noticed (Mahy et al., 1994)."""
DARK, OTHER_HUE = 60.0, 0.6
"""CIELAB lightness below which a pixel is print, and how far its mean a* and b* may lie from what they were."""
SOLID = 30
"""Pixels with four neighbours of the same colour that make a colour one of the page's."""


@dataclass(frozen=True)
class Difference:
    """What differs: the tiles, as (left, top, right, bottom) in pixels joined where they touch; and words."""

    places: tuple[tuple[int, int, int, int], ...]
    words: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.words)


def opened(png: bytes) -> Image.Image:
    """Return the picture in *png* as RGB."""
    return Image.open(BytesIO(png)).convert("RGB")


def difference(one: Image.Image, other: Image.Image) -> Difference:
    """Return what a person would see differ between two pictures of one page; false when they look alike."""
    if one == other:
        return Difference((), ())
    if one.size != other.size:
        return Difference((), (f"the page is {other.size} pixels and was {one.size}",))
    distances = tile_distances(one, other)
    places = _joined(distances > FAR)
    words = [f"{len(places)} places look different (up to {distances.max():.0f})"] if places else []
    words += colours_gone(one, other, "is gone") + colours_gone(other, one, "is new")
    words += _print_of_another_hue(one, other)
    return Difference(tuple(places), tuple(words))


def tile_distances(one: Image.Image, other: Image.Image) -> numpy.ndarray:
    """Return the mean CIELAB distance of each tile, rows from the top."""
    blurred = [
        _lab(numpy.asarray(picture.filter(ImageFilter.GaussianBlur(BLUR)))) for picture in (one, other)
    ]
    apart = blurred[0] - blurred[1]
    lengths = numpy.sqrt(numpy.einsum("ijk,ijk->ij", apart, apart))
    down, over = (-side % TILE for side in lengths.shape)
    padded = numpy.pad(lengths, ((0, down), (0, over)))
    tiles = padded.reshape(padded.shape[0] // TILE, TILE, padded.shape[1] // TILE, TILE)
    means: numpy.ndarray = tiles.mean(axis=(1, 3))
    return means


def colours_gone(one: Image.Image, other: Image.Image, what: str) -> list[str]:
    """Return a sentence for each solid colour of *one* of which *other* has less than half.

    A thin rule is solid or soft as it meets the pixels, but a row of its pixels always has its very colour: so what
    counts on both pages is pixels of the colour, solid or not.
    """
    pixels = [_coded(picture) for picture in (one, other)]
    (values, counts), (others, other_counts) = (numpy.unique(codes, return_counts=True) for codes in pixels)
    labs, other_labs = _lab(_channels(values)), _lab(_channels(others))
    words = []
    for colour in _solid(pixels[0]):
        here = _lab(_channels(numpy.array([colour])))
        near = numpy.sqrt(((labs - here) ** 2).sum(axis=-1)) <= OTHER_COLOUR
        other_near = numpy.sqrt(((other_labs - here) ** 2).sum(axis=-1)) <= OTHER_COLOUR
        if other_counts[other_near].sum() < counts[near].sum() / 2:
            words.append(f"the colour #{colour:06x} {what}")
    return words


def _print_of_another_hue(one: Image.Image, other: Image.Image) -> list[str]:
    """Small type has no solid pixels: its colour is the mean of all that is dark, which soft edges hardly change."""
    hues = []
    for picture in (one, other):
        lab = _lab(numpy.asarray(picture))
        dark = lab[lab[..., 0] < DARK]
        hues.append(dark[:, 1:].mean(axis=0) if len(dark) else numpy.zeros(2))
    apart = float(numpy.hypot(*(hues[0] - hues[1])))
    return [f"the dark print has another hue (by {apart:.1f})"] if apart > OTHER_HUE else []


def _solid(codes: numpy.ndarray) -> list[int]:
    """Return the colours of at least SOLID pixels whose four neighbours have the same."""
    middle = codes[1:-1, 1:-1]
    same = (middle == codes[:-2, 1:-1]) & (middle == codes[2:, 1:-1])
    same &= (middle == codes[1:-1, :-2]) & (middle == codes[1:-1, 2:])
    values, counts = numpy.unique(middle[same], return_counts=True)
    return [int(value) for value, count in zip(values, counts, strict=True) if count >= SOLID]


def _coded(picture: Image.Image) -> numpy.ndarray:
    """Return each pixel as one number, 0xrrggbb."""
    pixels = numpy.asarray(picture).astype(numpy.int32)
    coded: numpy.ndarray = (pixels[..., 0] << 16) | (pixels[..., 1] << 8) | pixels[..., 2]
    return coded


def _channels(codes: numpy.ndarray) -> numpy.ndarray:
    return numpy.stack([codes >> 16, codes >> 8 & 255, codes & 255], axis=-1)


def write_side_by_side(file: Path, reference: Image.Image, now: Image.Image, found: Difference) -> None:
    """Write a picture of the reference, of the page as it is now with what differs framed, and of the difference."""
    width, height = (max(sides) for sides in zip(reference.size, now.size, strict=True))
    sheet = Image.new("RGB", (3 * width + 40, height + 30), "#555555")
    marked = now.copy()
    draw = ImageDraw.Draw(marked)
    for left, top, right, bottom in found.places:
        draw.rectangle((left - 4, top - 4, right + 4, bottom + 4), outline="#e0006c", width=2)
    apart = Image.new("RGB", (width, height), "white")
    if reference.size == now.size:
        scaled = numpy.clip(255 - tile_distances(reference, now) * 255 / 40, 0, 255).astype(numpy.uint8)
        apart.paste(Image.fromarray(scaled).resize((scaled.shape[1] * TILE, scaled.shape[0] * TILE), 0))
    titles = ("as it was (reference)", "as it is now", "difference")
    for number, (title, picture) in enumerate(zip(titles, (reference, marked, apart), strict=True)):
        sheet.paste(picture, (number * (width + 20), 30))
        ImageDraw.Draw(sheet).text((number * (width + 20) + 8, 8), title, fill="white")
    file.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(file)


def _joined(changed: numpy.ndarray) -> list[tuple[int, int, int, int]]:
    """Return the frames of changed tiles in pixels, those joined that touch or nearly do, from the top down."""
    left = {(int(row), int(column)) for row, column in numpy.argwhere(changed)}
    frames = []
    while left:
        group, edge = set(), [min(left)]
        left.discard(edge[0])
        while edge:
            row, column = edge.pop()
            group.add((row, column))
            near = {(row + down, column + over) for down in (-1, 0, 1) for over in range(-3, 4)} & left
            left -= near
            edge += near
        rows, columns = [row for row, _ in group], [column for _, column in group]
        frames.append(
            (min(columns) * TILE, min(rows) * TILE, (max(columns) + 1) * TILE, (max(rows) + 1) * TILE)
        )
    return sorted(frames, key=lambda frame: (frame[1], frame[0]))


def _lab(pixels: numpy.ndarray) -> numpy.ndarray:
    """Return sRGB pixels as CIELAB for the white of sRGB, D65 (IEC 61966-2-1; CIE 15)."""
    channels = pixels.astype(numpy.float32) / 255
    linear = numpy.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    matrix = numpy.array(
        [
            [0.4124564, 0.3575761, 0.1804375],
            [0.2126729, 0.7151522, 0.0721750],
            [0.0193339, 0.1191920, 0.9503041],
        ]
    )
    xyz = linear @ matrix.T / numpy.array([0.95047, 1.0, 1.08883])
    root = numpy.where(xyz > 216 / 24389, numpy.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    x, y, z = root[..., 0], root[..., 1], root[..., 2]
    return numpy.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)
