"""Draws one SVG with resvg in a process of its own, which may die of it: a script, never imported.

Standard input: a line of JSON (where resvg is, the size, the font files), then the SVG. Standard output: the PNG.
Standard error: what resvg reports. It uses nothing of this package, so that it starts in a few milliseconds.
"""

import json
import os
import sys


def main() -> None:
    """Read the order, draw, write."""
    order = json.loads(sys.stdin.buffer.readline())
    drawing = sys.stdin.buffer.read().decode()
    sys.path.append(order["home"])
    picture_out = os.dup(1)
    os.dup2(2, 1)  # resvg reports on standard output, which is the picture's
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (order["memory"], order["memory"]))
        resource.setrlimit(resource.RLIMIT_CPU, (order["seconds"], order["seconds"]))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, OSError, ValueError):
        pass  # Windows has none of them: the number of pixels and the parent's clock are the limits there
    import resvg_py

    try:
        png = resvg_py.svg_to_bytes(
            svg_string=drawing,
            width=order["width"],
            height=order["height"],
            dpi=96.0,  # without it, millimetres and inches have no size
            skip_system_fonts=True,
            font_files=order["fonts"],
            log_information=order["report"],
        )
    except ValueError as refusal:
        sys.stderr.write(f"\nREFUSED {refusal}\n")
        sys.exit(3)
    with os.fdopen(picture_out, "wb") as out:
        out.write(bytes(png))


main()
