"""Proofs of brands: a clinic goes in; a PDF that shows its brand at work comes out, with the problems met.

What a clinic's configurer looks at while editing ``_brand.yml``.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.delivering.barrier import told
from handouts.delivering.build import BuildResult, created
from handouts.delivering.looks import brand_problems, look_of
from handouts.problems import ContentError, Problem, Source, has_errors
from handouts.reading.library import Library
from handouts.reading.models.procedure import Procedure
from handouts.reading.nodes import parse_yaml
from handouts.reading.validation import validate
from handouts.tailoring.handout import Paper
from handouts.tailoring.request import ResolvedRequest
from handouts.tailoring.tailor import tailor

if TYPE_CHECKING:
    from handouts.composing.proof_parts import Pair
    from handouts.graphics.document import ComposedDocument

SPECIMEN = Path(__file__).with_name("specimen.yaml")


def proof_one(library: Library, clinic_id: str, paper: Paper | None = None) -> BuildResult:
    """Return the proof of a clinic's brand; every problem is in the result, faults of the program too."""
    try:
        return _proof(library, clinic_id, paper)
    except Exception as failure:  # one clinic's must not cost the others theirs
        return BuildResult(
            None, 0, told(failure, f'the proof of "{clinic_id}"', others="proofs"), "proof.pdf"
        )


def _proof(library: Library, clinic_id: str, paper: Paper | None) -> BuildResult:
    clinics, brands = library.clinic(clinic_id), library.brand(clinic_id)
    clinic, brand = clinics.value, brands.value
    problems: list[Problem] = [*clinics.problems, *brands.problems]
    if clinic is None or brand is None or has_errors(problems):
        return BuildResult(None, 0, tuple(problems), "proof.pdf")
    # The proof speaks to the configurer, like the messages of the program, and so do its blocks.
    languages = library.language("en")
    problems += languages.problems
    if languages.value is None:
        return BuildResult(None, 0, tuple(problems), "proof.pdf")
    chosen = paper or clinic.defaults.paper
    handout, found = tailor(
        _specimen(), clinic, languages.value, ResolvedRequest("specimen", clinic_id, "en", paper=chosen)
    )
    problems += found
    from handouts.checks.printable import printable_problems
    from handouts.composing.compose import compose
    from handouts.composing.proof import BrandColour, compose_proof
    from handouts.rendering.render import render

    look, found = look_of(
        brand, library.fonts, handout.words["logo_of"].format(clinic=clinic.name), languages.value, "en"
    )
    problems += [*found, *printable_problems(handout, look.text, look.display), *brand_problems(brand)]
    if has_errors(problems):
        return BuildResult(None, 0, tuple(problems), f"proof.{chosen}.pdf")
    named = [BrandColour(colour.name, colour.value) for colour in brand.colours]
    pairs = _pairs(compose(handout, look), look.logo.alternate if look.logo else "")
    document = compose_proof(handout, look, named, pairs, _greyed, created())
    return BuildResult(render(document), len(document.pages), tuple(problems), f"proof.{chosen}.pdf")


def _pairs(document: ComposedDocument, logo: str) -> list[Pair]:
    """Return each colour with each ground that it stands on, measured on *document*, the hardest to see first."""
    from handouts.checks.contrast import NEEDED, standings
    from handouts.composing.proof_parts import Pair

    found: dict[tuple[object, ...], Pair] = {}
    for each in sorted(standings(document, {logo}), key=lambda each: each.ratio):
        example = each.what if len(each.what) <= 28 else f"{each.what[:26].rstrip()}…"
        pair = Pair(each.kind, example, each.colour, each.ground, NEEDED[each.kind])
        found.setdefault((pair.kind, pair.colour, pair.ground), pair)
    return list(found.values())


def _specimen() -> Procedure:
    source = Source(SPECIMEN.name, SPECIMEN.read_text(encoding="utf-8"))
    procedure, problems = validate(Procedure, parse_yaml(source), source)
    if procedure is None:
        raise ContentError(problems)
    return procedure


def _greyed(picture: bytes) -> bytes:
    """Return a picture file without its colours, as PNG."""
    from PIL import Image

    stream = BytesIO()
    with Image.open(BytesIO(picture)) as image:
        image.convert("LA" if "A" in image.getbands() else "L").save(stream, "PNG")
    return stream.getvalue()
