"""Prepares the fonts that ship with handouts from the npm packages that they come from; run by hand, once a version.

    npm pack @expo-google-fonts/atkinson-hyperlegible-next@0.4.1 @expo-google-fonts/source-sans-3@0.4.1 \\
        @expo-google-fonts/bitter@0.4.2
    (unpack each into a folder of its own below PACKAGES)
    python fonts/prepare.py PACKAGES

Writes the fonts of this folder and of the second sample clinic. What a printed page uses is kept: outlines, widths,
kerning, the places of marks, forms of letters for a language; hinting and other features go.

**Atkinson Hyperlegible Next** has one zero, with a stroke, which patients may read as an 8 or an Ø. The stroke is
removed here, and the zero with it stays as the feature ``zero``, for a brand that asks for it. Its licence reserves no
name. **Source Sans 3** is copied as it is: its licence reserves the name "Source", and a file that is cut down is a
modified one. **Bitter** is cut down to the scripts that the sample clinic uses; its licence reserves the name
"Bitter Pro", which it does not bear.

Needs fontTools (4.68); nothing of handouts imports it.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphCoordinates

ROOT = Path(__file__).resolve().parent.parent
WEIGHTS = {"Regular": "400Regular", "SemiBold": "600SemiBold", "Bold": "700Bold"}
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "zero"]
BITTER = (
    (0x20, 0x7E), (0xA0, 0x24F), (0x2BB, 0x2DD), (0x300, 0x36F), (0x1E00, 0x1EFF), (0x2000, 0x209F), (0x20A0, 0x20BF),
    (0x2100, 0x214F), (0x2190, 0x21FF), (0x2200, 0x22FF),
)  # fmt: skip
"""Characters that are kept of it: Latin with its marks, punctuation, arrows and signs."""

Point = tuple[int, int]
Contour = list[tuple[Point, int]]
"""Points, each with whether it is on the curve."""


def main(packages: Path) -> None:
    """Write every font from the files below *packages*."""
    for weight, folder in WEIGHTS.items():
        for family, name in (
            ("atkinson-hyperlegible-next", "AtkinsonHyperlegibleNext"),
            ("source-sans-3", "SourceSans3"),
        ):
            source = _source(packages, name, folder)
            target = ROOT / "fonts" / family / f"{name}-{weight}.ttf"
            if family == "source-sans-3":
                target.write_bytes(source.read_bytes())
                continue
            font = TTFont(source)
            remove_stroke(font)
            _cut(font, sorted(font.getBestCmap()))
            _save(font, target)
    for weight in ("Regular", "Bold"):
        target = ROOT / "data" / "clinics" / "harbour" / "fonts" / f"Bitter-{weight}.ttf"
        font = TTFont(_source(packages, "Bitter", WEIGHTS[weight]))
        _cut(font, [code for first, last in BITTER for code in range(first, last + 1)])
        _save(font, target)


def _source(packages: Path, name: str, folder: str) -> Path:
    found = sorted(packages.rglob(f"{folder}/{name}_{folder}.ttf"))
    if not found:
        sys.exit(f"{name}_{folder}.ttf is not below {packages}: unpack its npm package there")
    return found[0]


def _cut(font: TTFont, codes: Sequence[int]) -> None:
    """Keep the glyphs of *codes* and the features of a printed page."""
    options = Options(
        hinting=False, layout_features=FEATURES, notdef_outline=True, name_IDs=["*"], name_languages=["*"]
    )
    options.drop_tables += ["kern", "DSIG", "gasp", "STAT", "MVAR"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)


def _save(font: TTFont, target: Path) -> None:
    font.recalcTimestamp = False
    font.save(target, reorderTables=True)


def remove_stroke(font: TTFont) -> None:
    """Give *font* a zero without its stroke, and the one with it as the feature ``zero``."""
    glyphs = font["glyf"]
    zero = glyphs["zero"]
    contours = _contours(zero, glyphs)
    outer = max(contours, key=lambda contour: max(y for (_x, y), _on in contour))
    glyphs["zero.slash"] = zero
    font["hmtx"]["zero.slash"] = font["hmtx"]["zero"]
    glyphs["zero"] = _glyph([outer, _counter([contour for contour in contours if contour is not outer])])
    font["hmtx"]["zero"] = font["hmtx"]["zero.slash"]
    font.setGlyphOrder([*(name for name in font.getGlyphOrder() if name != "zero.slash"), "zero.slash"])
    _add_feature(font, "zero", {"zero": "zero.slash"})


def _contours(glyph: Glyph, glyphs: object) -> list[Contour]:
    coordinates, ends, flags = glyph.getCoordinates(glyphs)
    contours, start = [], 0
    for end in ends:
        points = [(int(x), int(y)) for x, y in coordinates[start : end + 1]]
        contours.append(list(zip(points, [int(flag) & 1 for flag in flags[start : end + 1]], strict=True)))
        start = end + 1
    return contours


def _counter(halves: Sequence[Contour]) -> Contour:
    """Return the whole inside of a zero whose stroke parts it in *halves*: its lower left quarter, mirrored.

    That quarter, from the leftmost point down to the lowest, is whole where a stroke rises to the right.
    """
    points = [point for contour in halves for point, _on in contour]
    left, right = min(x for x, _y in points), max(x for x, _y in points)
    low, high = min(y for _x, y in points), max(y for _x, y in points)
    across, up = left + right, low + high
    lower = next(contour for contour in halves if any(point[1] == low for point, _on in contour))
    start = next(at for at, (point, on) in enumerate(lower) if on and point[0] == left)
    turned = lower[start:] + lower[:start]
    end = next(at for at, (point, on) in enumerate(turned) if on and point[1] == low)
    quarter = turned[: end + 1]
    right_low = [((across - x, y), on) for (x, y), on in reversed(quarter)]
    right_high = [((across - x, up - y), on) for (x, y), on in quarter]
    left_high = [((x, up - y), on) for (x, y), on in reversed(quarter)]
    whole = [*quarter[:-1], *right_low[:-1], *right_high[:-1], *left_high[:-1]]
    if abs(2 * quarter[0][0][1] - up) > 2 or abs(2 * quarter[-1][0][0] - across) > 2:
        sys.exit("the zero is not made as this program expects: look at its outline")
    return whole


def _glyph(contours: Sequence[Contour]) -> Glyph:
    glyph = Glyph()
    glyph.numberOfContours = len(contours)
    glyph.coordinates = GlyphCoordinates([point for contour in contours for point, _on in contour])
    glyph.flags = bytearray(on for contour in contours for _point, on in contour)
    ends, count = [], 0
    for contour in contours:
        count += len(contour)
        ends.append(count - 1)
    glyph.endPtsOfContours = ends
    glyph.program = None
    from fontTools.ttLib.tables.ttProgram import Program

    glyph.program = Program()
    glyph.program.fromBytecode(b"")
    return glyph


def _add_feature(font: TTFont, tag: str, glyphs: dict[str, str]) -> None:
    """Add a feature that puts one glyph for another, in every language of every script."""
    table = font["GSUB"].table
    substitution = otTables.SingleSubst()
    substitution.mapping = glyphs
    lookup = otTables.Lookup()
    lookup.LookupType, lookup.LookupFlag, lookup.SubTable, lookup.SubTableCount = 1, 0, [substitution], 1
    table.LookupList.Lookup.append(lookup)
    table.LookupList.LookupCount = len(table.LookupList.Lookup)
    feature = otTables.Feature()
    feature.FeatureParams, feature.LookupListIndex, feature.LookupCount = (
        None,
        [table.LookupList.LookupCount - 1],
        1,
    )
    record = otTables.FeatureRecord()
    record.FeatureTag, record.Feature = tag, feature
    table.FeatureList.FeatureRecord.append(record)  # the last by its name, too
    table.FeatureList.FeatureCount = len(table.FeatureList.FeatureRecord)
    for script in table.ScriptList.ScriptRecord:
        for system in [script.Script.DefaultLangSys, *(each.LangSys for each in script.Script.LangSysRecord)]:
            if system is not None:
                system.FeatureIndex.append(table.FeatureList.FeatureCount - 1)
                system.FeatureCount = len(system.FeatureIndex)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
