"""The sample handout carries every fact its clinic stated: each is looked for in the finished PDF.

Knows the words that carry each fact, and no more of how the handout is written or laid out.
"""

from __future__ import annotations

import re
import unicodedata

import pypdfium2
import pytest
import zxingcpp

PROCEDURE = "lumbar-sympathetic-block"

FACTS: dict[int, tuple[str, ...]] = {
    # What it is
    1: ("injection", "minimally invasive"),
    2: ("pain from your sympathetic nerves", "lower back and legs"),
    3: ("control blood flow, temperature and how you sense pain",),
    4: ("overactive or damaged", "lasting, burning pain and other symptoms"),
    5: ("local anesthetic", "sometimes with a steroid", "near a chain of these nerves"),
    6: ("at the front of your spine, in your lower back",),
    7: ("stop pain signals for a time", "help blood flow", "ease symptoms"),
    8: ("if these nerves cause your pain (diagnostic)", "relieve your pain (therapeutic)"),
    # What it treats
    9: ("complex regional pain syndrome (crps) of the leg or foot",),
    10: ("sympathetically mediated pain",),
    11: ("peripheral vascular", "disease"),
    12: ("phantom limb pain",),
    13: ("diabetes", "after shingles", "diabetic or postherpetic neuralgia"),
    14: ("lasting pain after leg surgery or injury",),
    15: ("burning, stabbing or aching leg or foot pain",),
    16: ("skin color changes", "swelling", "differences in temperature"),
    17: ("touch that hurts more than it should (allodynia)",),
    # How it is done
    18: ("lie on your stomach on a table",),
    19: ("clean your lower back", "numb the skin with a local anesthetic"),
    20: (
        "x-ray (fluoroscopy) or ct",
        "thin needle to the side of your spine bones, usually l2 to l4, near the nerve chain",
    ),
    21: ("a little contrast dye shows it is in place",),
    22: ("we inject numbing medicine, sometimes with a steroid, to block the nerves",),
    23: ("take the needle out", "small bandage"),
    24: ("20 to 30 minutes",),
    25: ("the same day",),
    # Before
    26: ("with sedation: do not eat or drink anything", "at least 6 hours", "6 hours before you arrive"),
    27: ("blood thinners", "pause them, but only as your own provider tells you"),
    28: ("tell us if you", "are pregnant or breastfeeding"),
    29: ("are allergic to contrast dye, anesthetics or steroids",),
    30: ("have an active infection or fever",),
    31: ("ask someone to drive you home, above all with sedation",),
    32: ("wear loose, comfortable clothes",),
    # After
    33: ("right away", "your leg or foot may feel warm, or have better blood flow"),
    34: ("minutes to hours", "you may get relief for a time"),
    35: ("if these nerves are the cause, relief confirms it and supports more treatment",),
    36: ("1 to 2 days", "mild soreness or bruising where the needle went in goes away"),
    37: (
        "if the block works, we may repeat it",
        "follow it with radiofrequency ablation or chemical neurolysis for longer relief",
    ),
    38: ("within 24 hours", "most people are back to light activity"),
    # Call the clinic for
    39: ("fever, chills or signs of infection",),
    40: ("more pain, weakness or numbness in your leg",),
    41: ("trouble passing urine", "unusual nerve (neurological) symptoms"),
    # Invitation and QR code
    42: (
        "we offer this and other advanced procedures",
        "lasting leg or foot pain, crps and nerve-related blood vessel problems",
    ),
    43: ("it may bring targeted relief when other care has not",),
    44: ("schedule a consultation to learn if this block is right for you",),
}


def folded(text: str) -> str:
    """Return *text* in small letters, single-spaced and without hyphens, so that line ends do not count.

    PDFium reads a hyphen at the end of a line as U+FFFE or U+0002.
    """
    plain = unicodedata.normalize("NFKC", text)
    without_hyphens = re.sub("[-\u2010\u00ad\ufffe\x02]\\s*", "", plain)
    return " ".join(without_hyphens.casefold().split())


@pytest.fixture(scope="module")
def handout_pdf() -> bytes:
    from handouts.delivering.build import build_pdf

    return build_pdf(PROCEDURE, "parkview", language="en")


@pytest.fixture(scope="module")
def handout_text(handout_pdf: bytes) -> str:
    with pypdfium2.PdfDocument(handout_pdf) as document:
        return folded(" ".join(page.get_textpage().get_text_bounded() for page in document))


def test_every_fact_of_the_notes_is_listed() -> None:
    assert list(FACTS) == list(range(1, 45))


@pytest.mark.parametrize("number", FACTS)
def test_the_handout_says_fact(number: int, handout_text: str) -> None:
    missing = [words for words in FACTS[number] if folded(words) not in handout_text]
    assert not missing, f"fact {number} is not in the PDF: {missing}"


def test_the_handout_fits_two_sides(handout_pdf: bytes) -> None:
    with pypdfium2.PdfDocument(handout_pdf) as document:
        assert len(document) <= 2


def test_the_qr_code_leads_to_the_clinics_scheduling(handout_pdf: bytes) -> None:
    with pypdfium2.PdfDocument(handout_pdf) as document:
        images = [page.render(scale=300 / 72).to_pil() for page in document]
    codes = {code.text for image in images for code in zxingcpp.read_barcodes(image)}
    assert codes == {f"https://parkview.example.com/schedule?procedure={PROCEDURE}"}
