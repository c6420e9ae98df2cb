"""How an SVG element looks: its attributes, the rules of ``<style>``, its ``style=""``, and what it inherits.

A small part of CSS: selectors of one element (``path``, ``.class``, ``#id`` and their combinations),
in lists. More than that is not flat. It may not know shapes or pages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from handouts.pictures.svg.flat import NotFlat
from handouts.pictures.svg.tree import SvgElement

_INHERITED: dict[str, str] = {
    "fill": "black",
    "stroke": "none",
    "stroke-width": "1",
    "fill-rule": "nonzero",
    "color": "black",
    "stroke-linecap": "butt",
    "stroke-linejoin": "miter",
    "stroke-miterlimit": "4",
    "stroke-dasharray": "none",
    "fill-opacity": "1",
    "stroke-opacity": "1",
    "visibility": "visible",
    "font-family": "",
    "font-weight": "normal",
    "font-style": "normal",
}
_OWN: dict[str, str] = {
    "opacity": "1",
    "display": "inline",
    "clip-path": "none",
    "mask": "none",
    "filter": "none",
    "marker": "none",
    "marker-start": "none",
    "marker-mid": "none",
    "marker-end": "none",
    "stop-color": "black",
    "stop-opacity": "1",
    "mix-blend-mode": "normal",
    "transform": "",
}
_ONLY: dict[str, tuple[str, ...]] = {
    "fill-rule": ("nonzero", "evenodd"),
    "stroke-linecap": ("butt", "round", "square"),
    "stroke-linejoin": ("miter", "round", "bevel"),
    "visibility": ("visible", "hidden", "collapse"),
    "clip-path": ("none",),
    "mask": ("none",),
    "filter": ("none",),
    "marker": ("none",),
    "marker-start": ("none",),
    "marker-mid": ("none",),
    "marker-end": ("none",),
    "mix-blend-mode": ("normal",),
    "stroke-dashoffset": ("0", "0px"),
    "paint-order": ("normal",),
    "vector-effect": ("none",),
    "transform-origin": (),
    "transform-box": (),
    "systemLanguage": (),
    "requiredExtensions": (),
    "requiredFeatures": (),
    "all": (),
}
"""What the reader of paths draws exactly, of what has other values too."""
_GEOMETRY = frozenset(("transform", "d", "x", "y", "cx", "cy", "r", "rx", "ry", "width", "height", "points"))
"""Attributes that SVG 2 also reads from style sheets, in another grammar."""
# Patterns are compiled when first used: most logos have no style sheet, and compiling costs milliseconds.
_SIMPLE_SELECTOR = r"(\*|[A-Za-z][\w-]*)?((?:[.#][\w-]+)*)"
_COMMENT = r"(?s)/\*.*?(?:\*/|\Z)|<!--|-->"
_MOST_RULES = 500

Style = Mapping[str, str]
"""Property name to value, both lower case names as CSS writes them; every property above is there."""

PLAIN: Style = {**_INHERITED, **_OWN}


class Rule:
    """One selector of a style sheet and what it declares; a higher weight wins."""

    def __init__(
        self,
        element: str,
        classes: frozenset[str],
        identifier: str,
        declarations: Mapping[str, str],
        weight: tuple[int, int, int, int],
    ) -> None:
        self.element, self.classes, self.identifier = element, classes, identifier
        self.declarations, self.weight = declarations, weight

    def fits(self, element: SvgElement) -> bool:
        return (
            self.element in ("", "*", element.name)
            and self.identifier in ("", element.attributes.get("id", ""))
            and self.classes <= set(element.attributes.get("class", "").split())
        )


def read_rules(root: SvgElement) -> tuple[Rule, ...]:
    """Return the rules of every ``<style>`` below *root*, weakest first; raises NotFlat for more than this reads."""
    rules: list[Rule] = []
    for sheet in (element for element in root.walk() if element.name == "style"):
        if sheet.attributes.get("type", "text/css") not in ("", "text/css") or "media" in sheet.attributes:
            raise NotFlat("a style sheet of another kind")
        blocks, left_out = _blocks(re.sub(_COMMENT, "", sheet.text))
        if left_out:
            raise NotFlat("rules that start with @")
        for selectors, body in blocks:
            declarations = _declarations(body)
            for selector in (part.strip() for part in selectors.split(",")):
                rule = _rule(selector, declarations, len(rules))
                if rule is not None:
                    rules.append(rule)
                elif declarations.keys() & (PLAIN.keys() | _ONLY.keys() | _GEOMETRY | {"font"}):
                    raise NotFlat(f"the selector {selector}")
    if len(rules) > _MOST_RULES:
        raise NotFlat("very many style rules")
    return tuple(sorted(rules, key=lambda rule: rule.weight))


def style_of(element: SvgElement, inherited: Style, rules: tuple[Rule, ...]) -> Style:
    """Return the style of *element* whose parent has the style *inherited*."""
    style = {**inherited, **_OWN}
    declared: dict[str, str] = {}
    for rule in rules:
        if rule.fits(element):
            declared.update(rule.declarations)
    if "style" in element.attributes:
        declared.update(_declarations(element.attributes["style"]))
    if not _GEOMETRY.isdisjoint(declared):
        raise NotFlat("a shape in a style sheet")
    for name, value in (*element.attributes.items(), *declared.items()):
        value = value.strip()
        if name in _ONLY and value not in (*_ONLY[name], "inherit", "initial", "unset"):
            if name == "clip-path" and name in style:
                style[name] = value  # it may clip nothing, which the painter sees
                continue
            raise NotFlat(f"{name}: {value[:40]}")
        if name not in style or not value or value == "inherit":
            continue
        style[name] = PLAIN[name] if value in ("initial", "unset", "revert") else value
    return style


def _blocks(text: str) -> tuple[list[tuple[str, str]], bool]:
    """Return (selectors, declarations) of each rule, and whether rules that start with @ were left out."""
    blocks: list[tuple[str, str]] = []
    before = body = ""
    depth, left_out = 0, False
    for piece in re.split(r"([{}])", text):
        if piece == "{":
            depth += 1
        elif piece == "}" and depth:
            depth -= 1
            if depth == 0:
                if before.startswith("@"):
                    left_out = True
                else:
                    blocks.append((before, body))
                before = body = ""
        elif depth == 1:
            body = piece
        elif depth == 0:
            *statements, before = (part.strip() for part in piece.split(";"))
            left_out = left_out or any(statement.startswith("@") for statement in statements)
    return blocks, left_out


def _declarations(body: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for declaration in body.split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            if "!" in value or "\\" in declaration or "var(" in value:
                raise NotFlat("a declaration beyond the plain ones")
            found[name.strip().lower()] = value.strip()
    return found


def _rule(selector: str, declarations: Mapping[str, str], order: int) -> Rule | None:
    match = re.fullmatch(_SIMPLE_SELECTOR, selector)
    if not selector or match is None:
        return None
    parts = re.findall(r"[.#][\w-]+", match[2])
    classes = frozenset(part[1:] for part in parts if part[0] == ".")
    identifiers = [part[1:] for part in parts if part[0] == "#"]
    if len(identifiers) > 1:
        return None
    element = match[1] or ""
    weight = (len(identifiers), len(classes), int(element not in ("", "*")), order)
    return Rule(element, classes, identifiers[0] if identifiers else "", declarations, weight)
