"""The transcript says what the finished file says, with roles, and notices what is missing from it."""

from io import BytesIO

import pikepdf
import pytest
from documents import sample_document

from handouts.rendering.render import render
from handouts.rendering.transcript import TranscriptUnavailable, transcript

EXPECTED = """\
document: After your visit (language en-US)


heading level 1: Your visit “Ünïcode” (1) \\
Do not eat anything for six hours before you arrive: ≥ 6 hours.
Call [link to tel:+15550100: 555-0100] with questions.
[in language es: Llame si tiene dolor.]
list of 2 items
  - [check box: to tick] Bring your list of medicines.
  - [check box: to tick] Bring a driver.
table with 3 rows
  row: column header: Time | column header: Pain
  row: 8 AM | (empty)
  row: 9 AM | 3
figure: A leaf
[fill in: a line to write on]
list of 1 item
  - Home: The same day

heading level 2: Call us
box:
  Call if the pain grows.
  note: A note.
figure: QR code that opens the scheduling page
[link to https://schedule.example.com/visit: schedule.example.com]
figure: A grey ramp, drawn in RGB
figure: A grey ramp, drawn in RGBA
figure: A grey ramp, drawn in L
figure: A grey ramp, drawn in CMYK
"""


def test_the_sample_is_told_in_order_with_its_roles() -> None:
    assert transcript(render(sample_document())) == EXPECTED


def test_an_untagged_file_is_refused() -> None:
    with pytest.raises(TranscriptUnavailable, match="not tagged"):
        transcript(render(sample_document(), tagged=False))


def test_it_is_taken_from_the_file_not_from_the_model() -> None:
    file = pikepdf.open(BytesIO(render(sample_document())))
    kids = file.Root.StructTreeRoot.K.K
    kids[0], kids[1] = kids[1], kids[0]
    out = BytesIO()
    file.save(out)
    told = transcript(out.getvalue())
    assert told.index("Do not eat anything") < told.index("heading level 1")
