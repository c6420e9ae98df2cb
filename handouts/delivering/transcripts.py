"""Transcripts of finished PDFs, for reviewing what a screen reader says. Knows PDF bytes and text, no handouts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from handouts.problems import ContentError, error

if TYPE_CHECKING:
    from handouts.delivering.files import Access
    from handouts.delivering.outputs import Outputs


def transcript_name(pdf: Path) -> Path:
    """Return where the transcript of *pdf* lies: beside it, ``name.transcript.txt``."""
    return pdf.with_suffix(".transcript.txt")


def write_transcript(pdf: bytes, file: Path, outputs: Outputs, access: Access) -> Path:
    """Write what a screen reader meets in *pdf* beside *file*, and return where; raises ContentError if it cannot.

    It is read out of the finished bytes, so it shows what patients get, not what the program meant.
    """
    from handouts.delivering.outputs import TRANSCRIPT_MARK, Kind
    from handouts.rendering.transcript import TranscriptUnavailable, transcript

    try:
        text = transcript(pdf)
    except TranscriptUnavailable as reason:
        raise ContentError([error("no-transcript", str(reason))]) from reason
    name = transcript_name(file)
    return outputs.write(TRANSCRIPT_MARK + text.encode("utf-8"), name, Kind.TRANSCRIPT, access)
