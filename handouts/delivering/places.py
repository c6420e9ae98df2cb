"""Where the content and the fonts are: the folder that was asked for, a checkout's own, or the package's sample."""

from __future__ import annotations

from pathlib import Path

from handouts.problems import ContentError, error
from handouts.reading.library import Library


def home() -> Path:
    """Return the folder with the ``data`` and ``fonts`` that came with the program: the checkout, or the package's."""
    package = Path(__file__).resolve().parents[1]
    checkout = package.parent
    return checkout if (checkout / "data" / "procedures").is_dir() else package / "_sample"


def open_library(explicit: Path | None) -> Library:
    """Return the library of the folder that was asked for, or the program's own; raises ContentError for none."""
    return Library(*data_folder(explicit), home())


def data_folder(explicit: Path | None) -> tuple[Path, Path]:
    """Return the data folder and the fonts folder; raises ContentError when there is none.

    A data folder of one's own may have fonts beside it; otherwise the package's are used.
    """
    data = explicit or home() / "data"
    if not any((data / kind).is_dir() for kind in ("clinics", "procedures", "languages")):
        message = f"{data} holds no content: it needs the folders clinics, procedures and languages"
        raise ContentError([error("no-data", message, None, "name the folder with --data or HANDOUTS_DATA")])
    beside = data.resolve().parent / "fonts"
    return data, beside if explicit and beside.is_dir() else home() / "fonts"


def is_sample(data: Path) -> bool:
    """Return whether *data* is the sample inside an installed package, which nobody should write to."""
    return "_sample" in data.resolve().parts
