"""What is meant by a name that no pictogram and no place of the body map has: other words, the other view, a missing side.

Tables of plain words, and hints made of them. A hint never guesses a side: left and right are the patient's.
"""

from __future__ import annotations

from collections.abc import Sequence

from handouts.pictures import icon_names, region_names
from handouts.reading.suggestions import closest, did_you_mean

ICONS = {
    "driver": "car ride taxi vehicle drive driving transport transportation escort uber bus",
    "clock": "time hour hours watch arrival when duration",
    "timer": "minutes stopwatch countdown wait",
    "calendar": "date day days week appointment schedule month",
    "call": "phone telephone mobile cell tel contact",
    "home": "house discharge",
    "clothes": "clothing shirt dress gown trousers pants outfit",
    "no-food": "fasting fast npo nothing-to-eat no-eating no-drink no-food-or-drink no-eat",
    "food": "eat eating meal breakfast lunch dinner diet",
    "water": "drink drinking fluids hydrate hydration liquid cup",
    "pill": "medicine medication meds drug drugs tablet capsule",
    "medicine-list": "medications medicines med-list prescriptions list-of-medicines",
    "no-medicine": "no-pill no-meds stop-medicine no-medication no-drugs",
    "blood-thinner": "anticoagulant warfarin thinner thinners blood-thinners aspirin",
    "needle": "injection shot syringe vaccine iv",
    "fever": "temperature thermometer chills",
    "companion": "friend family relative adult caregiver",
    "person": "patient nurse doctor people staff provider",
    "warning": "alert caution danger attention exclamation risk",
    "emergency": "911 ambulance urgent 112 999",
    "hospital": "clinic building surgery-center",
    "location": "map place address where directions pin parking",
    "id-card": "id insurance card license passport",
    "money": "payment pay cost copay dollar price",
    "document": "form paper papers consent letter file",
    "checklist": "list todo check",
    "glucose": "diabetes sugar insulin blood-sugar",
    "heart": "cardiac pacemaker pulse",
    "lungs": "breathing breath lung asthma oxygen",
    "blood-pressure": "bp cuff hypertension",
    "spine": "back vertebra vertebrae disc backbone",
    "joint": "knee hip shoulder elbow",
    "ice": "cold cool ice-pack",
    "heat": "warm hot heating-pad",
    "bandage": "plaster band-aid bandaid dressing wound",
    "shower": "wash washing",
    "bath": "tub bathtub soak",
    "swim": "pool swimming hot-tub",
    "wash-hands": "hands soap handwashing hygiene",
    "jewelry": "jewellery ring rings necklace watch-off piercing",
    "glasses": "contacts lenses contact-lenses spectacles",
    "tooth": "teeth dentures dental",
    "ear": "hearing hearing-aid",
    "sleep": "rest night nap",
    "bed": "lie lying lie-down resting",
    "walk": "walking exercise activity active",
    "lift": "lifting weight heavy no-lifting",
    "steps": "footsteps stages",
    "stairs": "climb climbing",
    "sick": "nausea vomiting vomit ill",
    "infection": "virus germ germs bacteria",
    "allergy": "allergies allergic latex rash",
    "pregnant": "pregnancy breastfeeding baby",
    "no-alcohol": "alcohol beer wine drinks",
    "no-smoking": "smoking smoke cigarette tobacco vape",
    "question": "help ask faq questions",
    "information": "info note notice about",
    "x-ray": "xray scan imaging ct mri fluoroscopy radiology",
    "stop": "no forbidden prohibited do-not",
    "pain": "ache hurt sore pain-score",
    "bone": "bones fracture",
    "brain": "mind memory confusion",
    "foot": "feet numb-foot",
    "hand": "arm finger fingers",
    "stomach": "abdomen belly tummy gut",
    "mask": "face-mask",
    "wheelchair": "disabled mobility accessible",
    "eye": "vision sight eyes",
}
"""For each pictogram, other words that people write for it."""

REGIONS = {
    "lower-back": "lumbar lumbar-spine low-back loin",
    "mid-back": "thoracic thoracic-spine middle-back",
    "upper-back": "shoulder-blades upper-spine",
    "neck": "cervical cervical-spine throat",
    "tailbone": "coccyx sacrum tail-bone",
    "abdomen": "stomach belly tummy",
    "chest": "breast ribs thorax",
    "pelvis": "hips",
    "forehead": "brow",
    "head": "skull scalp",
    "face": "cheek cheeks",
    "jaw": "chin mouth",
    "arm": "upper-limb",
    "upper-arm": "biceps",
    "leg": "lower-limb",
    "buttock": "bottom glute butt",
    "shin": "lower-leg-front",
    "calf": "lower-leg",
    "hand": "fingers finger palm",
    "foot": "feet toes toe heel sole",
}
"""The same for the places of the body map, without their side."""


def icon_hint(name: str) -> str:
    """Return what to write in the place of *name*, which no pictogram is called."""
    names = icon_names()
    meant = _by_meaning(name, ICONS)
    if meant in names:
        return f'did you mean "{meant}"?'
    return did_you_mean(name, names) or 'take "icon" out, or use one of: ' + ", ".join(names)


def region_hint(name: str, view: str, regions: Sequence[str]) -> str:
    """Return what to write in the place of *name*, which *view* does not show; *regions* are all those of the map."""
    known, other = _views(view)
    side, place = _parted(name)
    place = _by_meaning(place, REGIONS) or place
    meant = side + place
    if meant in known:
        return f'did you mean "{meant}"?'
    if meant in other:
        return _in_other_view(name, meant, view, regions)
    if side:
        match = closest(place, [_parted(each)[1] for each in known if each.startswith(side)])
        return f'did you mean "{side}{match}"?' if match is not None else _all(view)
    if f"left-{place}" in known:
        return _which_side(place)
    match = closest(place, [each for each in known if not _parted(each)[0]])
    if match is not None:
        return f'did you mean "{match}"?'
    match = closest(place, {_parted(each)[1] for each in known})
    return _which_side(match) if match is not None else _all(view)


def _views(view: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the regions of *view*, and those of the other."""
    front, back = tuple(region_names("front")), tuple(region_names("back"))
    return (front, back) if view == "front" else (back, front)


def _in_other_view(name: str, meant: str, view: str, regions: Sequence[str]) -> str:
    other = "back" if view == "front" else "front"
    there = _views(view)[1]
    if all(region in there or region == name for region in regions):
        written = f'write "view: {other}"' if name == meant else f'write "{meant}" and "view: {other}"'
        return f"the {other} view has it: {written}"
    return f"only the {other} view has it, and a body map has one view: take it out"


def _which_side(place: str) -> str:
    return f'say which side: "left-{place}" or "right-{place}", or both'


def _all(view: str) -> str:
    return f"the {view} view has: " + ", ".join(_views(view)[0])


def _parted(region: str) -> tuple[str, str]:
    """Return the side of *region*, with its hyphen, and the rest."""
    folded = region.strip().lower().replace("_", "-").replace(" ", "-")
    for side in ("left-", "right-"):
        if folded.startswith(side):
            return side, folded.removeprefix(side)
        if folded.endswith("-" + side[:-1]):
            return side, folded.removesuffix("-" + side[:-1])
    return "", folded


def _by_meaning(name: str, meanings: dict[str, str]) -> str | None:
    folded = name.strip().lower().replace("_", "-").replace(" ", "-")
    return next((meant for meant, words in meanings.items() if folded in words.split()), None)
