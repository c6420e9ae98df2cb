"""Fonts of other scripts for tests, where this computer has them; a test that needs one that it lacks is skipped.

They come from npm (`npm pack @expo-google-fonts/vazirmatn`, `…/noto-sans-hebrew`, `…/noto-sans-devanagari`,
`…/noto-sans-thai`: the files of weights 400 and 700) or from Debian's fonts-noto-core, in any folder of fonts: the
system's, ``~/.local/share/fonts``, or the one that HANDOUTS_TEST_FONTS names.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

import pytest

from handouts.text.families import FontStack
from handouts.text.fonts import Font, load_font

_BUNDLED = Path(__file__).parent.parent / "fonts"
_FAMILIES = {"ar": "Vazirmatn", "he": "NotoSansHebrew", "hi": "NotoSansDevanagari", "th": "NotoSansThai"}
SAMPLES = {
    "ar": "توقف عن تناول Ibuprofen (Advil) قبل 7 أيام من الإجراء. لا تأكل أي شيء بعد الساعة 8:30 من مساء يوم 9 مارس 2027. "
    "اتصل بنا على الرقم 503-555-0123 إذا كانت درجة حرارتك أعلى من 38.5 درجة (الآن).",
    "he": "הפסיקו לקחת Ibuprofen (Advil) 7 ימים לפני הפעולה. אין לאכול אחרי השעה 8:30 בערב ב-9 במרץ 2027. "
    "התקשרו ל-503-555-0123 אם יש לכם חום מעל 38.5 מעלות (מיד).",
    "hi": "प्रक्रिया से 7 दिन पहले Ibuprofen (Advil) लेना बंद कर दें। 9 मार्च 2027 को रात 8:30 बजे के बाद कुछ न खाएं। "
    "बुखार 38.5 डिग्री से ज़्यादा हो तो 503-555-0123 पर फ़ोन करें।",
    "th": "หยุดกิน Ibuprofen (Advil) 7 วันก่อนทำหัตถการ ห้ามรับประทานอาหารหลังเวลา 20:30 น. วันที่ 9 มีนาคม 2027 "
    "หากท่านมีไข้สูงกว่า 38.5 องศา โปรดโทร 503-555-0123 ทันที ดื่มน้ำ",
}
"""A paragraph of each language, as one finds them in instructions before a procedure."""


@lru_cache
def _file(name: str) -> Path | None:
    folders = [
        os.environ.get("HANDOUTS_TEST_FONTS"),
        "~/.local/share/fonts",
        "/usr/share/fonts",
        "~/Library/Fonts",
    ]
    for folder in folders:
        for ending in ("_400Regular", "-Regular", "_700Bold", "-Bold"):
            if folder and name.endswith(ending):
                found = sorted(Path(folder).expanduser().rglob(f"{name}.ttf"))
                if found:
                    return found[0]
    return None


def script_font(language: str, bold: bool = False) -> Font:
    """Return the font that sets *language* in these tests, or skip the test."""
    family = _FAMILIES[language]
    for ending in ("_700Bold", "-Bold") if bold else ("_400Regular", "-Regular"):
        file = _file(family + ending)
        if file is not None:
            return load_font(file)
    pytest.skip(f"no {family} on this computer; tests/script_fonts.py says where it comes from")


def script_stack(language: str) -> FontStack:
    """Return the families that set *language* in these tests, or skip the test."""
    if language == "th":
        pytest.importorskip("icu4py", reason="icu4py, which knows where Thai words end, is not installed")
    bundled = _BUNDLED / "source-sans-3"
    return FontStack(
        [script_font(language), load_font(bundled / "SourceSans3-Regular.ttf")],
        [script_font(language, True), load_font(bundled / "SourceSans3-Bold.ttf")],
        language,
    )
