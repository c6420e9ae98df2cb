"""Makes ``icons.json`` anew from the npm package ``@material-symbols/svg-400``; run by hand.

``python -m handouts.pictures.convert material-symbols-svg-400-x.y.z.tgz`` reads the packed package
(as ``npm pack`` leaves it) and writes the pictograms and their licence beside this module. Nothing imports it
at run time.
"""

from __future__ import annotations

import json
import sys
import tarfile
from collections.abc import Iterable
from pathlib import Path

from handouts.graphics.document import PathSegment
from handouts.pictures.svg.read import read_svg

GRID = 960
"""Units of an icon's side, as Material Symbols draws them."""

CHOSEN = {
    "allergy": "allergies-fill",
    "bandage": "healing-fill",
    "bath": "bathtub-fill",
    "bed": "hotel-fill",
    "blood-pressure": "blood_pressure-fill",
    "blood-thinner": "bloodtype-fill",
    "bone": "tibia-fill",
    "brain": "neurology-fill",
    "calendar": "calendar_month-fill",
    "call": "call-fill",
    "checklist": "checklist",
    "clock": "schedule",
    "clothes": "apparel-fill",
    "companion": "group-fill",
    "document": "description-fill",
    "driver": "directions_car-fill",
    "ear": "hearing",
    "emergency": "e911_emergency-fill",
    "eye": "visibility-fill",
    "fever": "device_thermostat-fill",
    "food": "restaurant-fill",
    "foot": "barefoot-fill",
    "glasses": "eyeglasses-fill",
    "glucose": "glucose-fill",
    "hand": "back_hand-fill",
    "heart": "cardiology-fill",
    "heat": "heat",
    "home": "home-fill",
    "hospital": "local_hospital-fill",
    "ice": "snowflake",
    "id-card": "id_card-fill",
    "infection": "microbiology-fill",
    "information": "info-fill",
    "jewelry": "diamond-fill",
    "joint": "rheumatology-fill",
    "lift": "fitness_center-fill",
    "location": "location_on-fill",
    "lungs": "pulmonology-fill",
    "mask": "medical_mask-fill",
    "medicine-list": "prescriptions-fill",
    "money": "payments-fill",
    "needle": "syringe-fill",
    "no-alcohol": "no_drinks-fill",
    "no-food": "no_meals-fill",
    "no-medicine": "pill_off-fill",
    "no-smoking": "smoke_free-fill",
    "pain": "sentiment_stressed-fill",
    "person": "person-fill",
    "pill": "pill-fill",
    "pregnant": "pregnancy-fill",
    "question": "help-fill",
    "shower": "shower-fill",
    "sick": "sick-fill",
    "sleep": "bedtime-fill",
    "spine": "orthopedics-fill",
    "stairs": "stairs-fill",
    "steps": "footprint-fill",
    "stomach": "gastroenterology-fill",
    "stop": "block-fill",
    "swim": "pool-fill",
    "timer": "timer-fill",
    "tooth": "dentistry-fill",
    "walk": "directions_walk-fill",
    "warning": "warning-fill",
    "wash-hands": "clean_hands-fill",
    "water": "water_full-fill",
    "wheelchair": "accessible-fill",
    "x-ray": "radiology-fill",
}
"""Meaning to symbol. Filled and rounded where there is a choice: it holds at 5 mm on a mono printer."""


def compact(segments: Iterable[PathSegment]) -> str:
    """Return *segments* as relative path data in whole units; rounding does not add up along the path."""
    words: list[str] = []
    x = y = start_x = start_y = 0
    for operator, values in segments:
        points = [round(value) for value in values]
        if operator == "Z":
            words.append("z")
            x, y = start_x, start_y
            continue
        steps = [value - (y if index % 2 else x) for index, value in enumerate(points)]
        if steps == [0, 0] and operator == "L":
            continue
        if operator == "L" and 0 in steps:
            words.append(f"h{steps[0]}" if steps[1] == 0 else f"v{steps[1]}")
        else:
            words.append(operator.lower() + " ".join(map(str, steps)).replace(" -", "-"))
        x, y = points[-2:]
        if operator == "M":
            start_x, start_y = x, y
    return "".join(words)


def main(package: Path, folder: Path) -> None:
    """Write ``icons.json`` and the licence into *folder*, from the packed npm *package*."""
    icons: dict[str, dict[str, str]] = {}
    with tarfile.open(package) as archive:
        for name, symbol in sorted(CHOSEN.items()):
            stored = archive.extractfile(f"package/rounded/{symbol}.svg")
            licence = archive.extractfile("package/LICENSE")
            assert stored is not None
            assert licence is not None
            picture = read_svg(stored.read(), symbol)
            size = max(picture.width, picture.height)
            assert size == GRID, f"{symbol} is drawn on a grid of {size}"
            path = "".join(compact(path.segments) for path in picture.paths)
            icons[name] = {"source": symbol, "path": path}
            text = licence.read().decode("utf-8")
    written = json.dumps(icons, indent=0, ensure_ascii=False, sort_keys=True)
    (folder / "icons.json").write_text(written + "\n", encoding="utf-8", newline="\n")
    (folder / "LICENSE-material-symbols.txt").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).parent)
