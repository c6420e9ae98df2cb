"""Families of fonts in order of preference, and which of them sets a text.

**One family sets a whole text.** A text with letters that the first family lacks is set in the first that has them
all, not word by word: a line in two typefaces reads as two voices. It is the whole text and not the line, because
where a line ends depends on the typeface. Only where no family has all of it does each script of the text get the
first family that has its letters, as a drug's name does within Hebrew; what belongs to no script goes with what
stands before it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from handouts.text.fonts import JOINERS, Font
from handouts.text.scripts import faults, is_simple, script_key


class FontStack:
    """Families in order of preference, each a regular and a bold font, and the language that they set (BCP 47).

    A character that a family has in one of its weights alone is set in that weight, if no family has it in the one
    that was asked for: better than not at all.
    """

    __slots__ = ("_behind", "_bold", "_regular", "language", "slashed_zero")

    def __init__(
        self,
        regular: Sequence[Font],
        bold: Sequence[Font],
        language: str = "",
        behind: Callable[[], Sequence[tuple[Font, Font]]] | None = None,
        slashed_zero: bool = False,
    ) -> None:
        """Take the fonts of each family; *behind* opens further ones, and is called when a text needs them.

        ``slashed_zero``: zeros have a stroke, where a font has one.
        """
        if not regular or not bold:
            raise ValueError("a font stack needs at least one regular and one bold font")
        self.language = language
        self.slashed_zero = slashed_zero
        self._behind = behind
        self._regular = tuple(font.speaking(language, slashed_zero) for font in regular)
        self._bold = tuple(font.speaking(language, slashed_zero) for font in bold)
        if behind is None:
            self._complete()

    def _complete(self) -> None:
        """Put each weight behind the other, for letters that a family has in one alone."""
        own, heavy = self._regular, self._bold
        self._regular = own + tuple(font for font in heavy if font not in own)
        self._bold = heavy + tuple(font for font in own if font not in heavy)

    def _open(self) -> None:
        if self._behind is not None:
            known = {font.digest for font in self._regular}
            pairs = [pair for pair in self._behind() if pair[0].digest not in known]
            self._behind = None
            self._regular += tuple(
                regular.speaking(self.language, self.slashed_zero) for regular, _bold in pairs
            )
            self._bold += tuple(bold.speaking(self.language, self.slashed_zero) for _regular, bold in pairs)
            self._complete()

    @property
    def regular(self) -> tuple[Font, ...]:
        """The regular fonts in order of preference."""
        self._open()
        return self._regular

    @property
    def bold(self) -> tuple[Font, ...]:
        """The bold fonts in order of preference."""
        self._open()
        return self._bold

    def first(self, bold: bool = False) -> Font:
        """Return the font that sets whatever it has the letters for."""
        return (self._bold if bold else self._regular)[0]

    def fonts(self, bold: bool = False) -> tuple[Font, ...]:
        """Return the fonts in order of preference."""
        return self.bold if bold else self.regular

    def spans(self, text: str, bold: bool = False) -> list[tuple[str, Font]]:
        """Return *text* cut into pieces of one font each, in order; joined, they are *text*."""
        if not text:
            return []
        first = self.first(bold)
        if first.covers_all(text):
            return [(text, first)]
        return self.chosen([(text, bold)])[0]

    def chosen(self, parts: Sequence[tuple[str, bool]]) -> list[list[tuple[str, Font]]]:
        """Return the pieces of each part of one text, as `spans` does: all of them in the same family, if one has
        all of the text. A part is its text and whether it is bold."""
        if len(parts) == 1:
            text, bold = parts[0]
            first = self.first(bold)
            if first.covers_all(text):  # nearly always
                return [[(text, first)]] if text else [[]]
        families = max(len(self.regular), len(self.bold))
        for number in range(families):
            fonts = [self._font(number, bold) for _text, bold in parts]
            if all(_covers(font, text) for font, (text, _bold) in zip(fonts, parts, strict=True)):
                return [[(text, font)] if text else [] for font, (text, _b) in zip(fonts, parts, strict=True)]
        return self._mixed(parts)

    def _font(self, number: int, bold: bool) -> Font:
        fonts = self.bold if bold else self.regular
        return fonts[min(number, len(fonts) - 1)]

    def _mixed(self, parts: Sequence[tuple[str, bool]]) -> list[list[tuple[str, Font]]]:
        """Return the pieces of a text that no family has all of: a font for each script, and last for each character."""
        letters: dict[tuple[str | None, bool], list[str]] = {}
        for text, bold in parts:
            for character in text:
                letters.setdefault((script_key(character), bold), []).append(character)
        of_script = {
            (key, bold): next((f for f in self.fonts(bold) if _covers(f, found)), None)
            for (key, bold), found in letters.items()
        }
        pieces: list[list[tuple[str, Font]]] = []
        for text, bold in parts:
            fonts = self.fonts(bold)
            main = next((of_script[key, bold] for key, b in letters if b == bold and key is not None), None)
            last = main or fonts[0]
            here: list[tuple[str, Font]] = []
            for character in text:
                key = script_key(character)
                wanted = of_script[key, bold] if key is not None else last
                if wanted is None or not (character in JOINERS or wanted.covers(character)):
                    wanted = next((font for font in fonts if font.covers(character)), last)
                last = wanted
                if here and here[-1][1] is wanted:
                    here[-1] = (here[-1][0] + character, wanted)
                else:
                    here.append((character, wanted))
            pieces.append(here)
        return pieces

    def missing(self, text: str, bold: bool = False) -> list[tuple[int, str]]:
        """Return each character, with its index in *text*, that cannot be set: no font has it, or its script cannot be
        set with the font that has it (see `scripts.faults`)."""
        if is_simple(text) and self.first(bold).covers_all(text):
            return []
        fonts = self.fonts(bold)
        refused = {fault.key for fault in faults(text, fonts)}
        joiners = JOINERS if not is_simple(text.replace("\u200c", "").replace("\u200d", "")) else frozenset()
        return [
            (index, character)
            for index, character in enumerate(text)
            if (character not in joiners and not any(font.covers(character) for font in fonts))
            or (refused and script_key(character) in refused)
        ]

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """Return how wide *text*, of alphabets written from left to right, is set at *size*, in points."""
        return sum(font.width(piece, size) for piece, font in self.spans(text, bold))


def _covers(font: Font, text: Sequence[str]) -> bool:
    return font.covers_all(text) or all(character in JOINERS or font.covers(character) for character in text)
