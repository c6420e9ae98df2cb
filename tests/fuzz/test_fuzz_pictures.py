"""Damaged logos: each is drawn, drawn in another way, or refused in words, and what comes of it is a sound file."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from damaged.mutations import damaged_bytes, damaged_text
from damaged.trials import PARTS, Trials, numbers
from PIL import Image
from small_library import BRAND_FILE, change, write_library

SVG = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 120 60">
<defs><linearGradient id="g" x1="0" x2="1"><stop offset="0" stop-color="#4e00a0"/><stop offset="1" stop-color="#f80"/>
</linearGradient><clipPath id="c"><circle cx="30" cy="30" r="28"/></clipPath><path id="p" d="M0 0h10v10h-10z"/></defs>
<style>.a{fill:#123456;stroke:rgb(1,2,3);stroke-width:2}</style>
<g transform="translate(5,5) rotate(10 20 20)" clip-path="url(#c)"><rect class="a" width="40" height="30" rx="4"/></g>
<path d="M60 10C70 0 80 0 90 10S110 20 115 10L115 50A20 20 0 0 1 75 50Q65 45 60 50Z" fill="url(#g)" opacity=".8"/>
<use href="#p" xlink:href="#p" x="50" y="40" fill="hsl(120,50%,40%)"/><polygon points="1,1 5,1 5,5" fill-rule="evenodd"/>
</svg>
"""


def _raster(mode: str, kind: str, **options: int) -> bytes:
    picture = Image.linear_gradient("L").resize((60, 40)).convert(mode)
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


LOGOS = {
    "logo.png": [_raster(mode, "PNG") for mode in ("RGBA", "RGB", "L", "LA", "P", "1", "I;16")],
    "logo.jpg": [_raster(mode, "JPEG", quality=80) for mode in ("RGB", "L", "CMYK")],
}


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("kind", ["svg", "raster"])
def test_any_damage_to_a_logo_is_told_or_harmless(
    kind: str, part: int, trials: Trials, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    data = write_library(tmp_path / "data")
    brand = data / BRAND_FILE
    whole = brand.read_text(encoding="utf-8")
    for number, chance in numbers(part, request.config.getoption("--fuzz")):
        brand.write_text(whole, encoding="utf-8")
        if kind == "svg":
            name, logo = "logo.svg", damaged_text(chance, SVG.encode("utf-8"))
        else:
            name = chance.choice(sorted(LOGOS))
            logo = damaged_bytes(chance, chance.choice(LOGOS[name]))
            change(brand, "logo: logo.svg", f"logo: {name}")
        (brand.parent / name).write_bytes(logo)
        out = tmp_path / "out"
        command = ["--data", str(data), "build", "--clinic", "north", "--language", "en", "--out", str(out)]
        trials.run(f"{name} {number}", command, out)
