"""Where the regions of the body map lie, by anatomical name; data only, with the size of each mark.

Units and origin are those of ``body_shape``: (0, 0) is the crown of the head, y grows downwards;
100 units are a head.
"""

from __future__ import annotations

from dataclasses import dataclass

from handouts.pictures.body_shape import ARM, LEG


@dataclass(frozen=True, slots=True)
class Spot:
    """An ellipse to mark: its centre, its radii, and its *tilt* in degrees (clockwise on paper)."""

    x: float
    y: float
    radius_x: float
    radius_y: float
    tilt: float = 0.0


MIDDLE: dict[tuple[str, str], Spot] = {
    ("head", "front back"): Spot(0, 45, 20, 25),
    ("forehead", "front"): Spot(0, 22, 17, 8),
    ("face", "front"): Spot(0, 56, 21, 26),
    ("jaw", "front"): Spot(0, 83, 17, 8),
    ("neck", "front back"): Spot(0, 112, 13, 14),
    ("upper-back", "back"): Spot(0, 165, 22, 22),
    ("mid-back", "back"): Spot(0, 230, 20, 24),
    ("lower-back", "back"): Spot(0, 312, 24, 22),
    ("tailbone", "back"): Spot(0, 372, 10, 12),
    ("chest", "front"): Spot(0, 190, 30, 24),
    ("abdomen", "front"): Spot(0, 290, 28, 32),
    ("pelvis", "front back"): Spot(0, 352, 36, 20),
    ("groin", "front"): Spot(0, 388, 16, 12),
}
"""(name, views that show it) to the place."""

SIDED: dict[tuple[str, str], Spot] = {
    ("neck", "front back"): Spot(16, 116, 8, 13),
    ("shoulder", "front back"): Spot(80, 158, 17, 16),
    ("upper-back", "back"): Spot(38, 175, 18, 24),
    ("mid-back", "back"): Spot(33, 235, 16, 24),
    ("lower-back", "back"): Spot(30, 312, 15, 20),
    ("chest", "front"): Spot(36, 190, 20, 22),
    ("abdomen", "front"): Spot(30, 295, 18, 26),
    ("groin", "front"): Spot(33, 382, 9, 17, 35),
    ("upper-arm", "front back"): Spot(92, 220, 11, 30, -8),
    ("elbow", "front back"): Spot(104, 290, 12, 14),
    ("forearm", "front back"): Spot(113, 335, 10, 28, -12),
    ("wrist", "front back"): Spot(124, 386, 10, 9, -12),
    ("hand", "front back"): Spot(130, 428, 12, 20, -8),
    ("hip", "front back"): Spot(59, 366, 14, 18),
    ("buttock", "back"): Spot(34, 388, 22, 22),
    ("thigh", "front back"): Spot(38, 460, 20, 42, 5),
    ("knee", "front back"): Spot(34, 548, 17, 18),
    ("shin", "front"): Spot(34, 620, 12, 38),
    ("calf", "back"): Spot(35, 608, 16, 36),
    ("ankle", "front back"): Spot(32, 702, 11, 11),
    ("foot", "front back"): Spot(38, 735, 16, 11),
}
"""As MIDDLE, for the picture's right side; the other side is mirrored."""

LIMBS: dict[tuple[str, str], tuple[int, int]] = {("arm", "front back"): ARM, ("leg", "front back"): LEG}
"""Whole limbs, marked in their own outline: as SIDED, with the first and last point of the outline."""
