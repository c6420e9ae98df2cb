"""How an SVG element looks: its attributes, the rules of ``<style>``, its ``style=""``, and what it inherits.

A small part of CSS: selectors of one element (``path``, ``.class``, ``#id`` and their combinations),
in lists. It may not know shapes or pages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from handouts.pictures.svg.tree import SvgElement
from handouts.problems import ContentError, Problem, error, warning

_INHERITED: dict[str, str] = {
    "fill": "black",
    "stroke": "none",
    "stroke-width": "1",
    "fill-rule": "nonzero",
    "color": "black",
    "stroke-linecap": "butt",
    "stroke-linejoin": "miter",
    "stroke-dasharray": "none",
    "fill-opacity": "1",
    "stroke-opacity": "1",
    "visibility": "visible",
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


def read_rules(root: SvgElement) -> tuple[tuple[Rule, ...], tuple[Problem, ...]]:
    """Return the rules of every ``<style>`` below *root*, weakest first, and warnings for those left out.

    Raises ContentError when there are more than a logo can need.
    """
    rules: list[Rule] = []
    problems: list[Problem] = []
    for sheet in (element for element in root.walk() if element.name == "style"):
        blocks, left_out = _blocks(re.sub(_COMMENT, "", sheet.text))
        if left_out:
            problems.append(
                warning(
                    "svg-style-rule",
                    "rules that start with @ in <style> are left out",
                    sheet.place,
                    'export the SVG with "presentation attributes" instead of style rules',
                )
            )
        for selectors, body in blocks:
            declarations = _declarations(body)
            for selector in (part.strip() for part in selectors.split(",")):
                rule = _rule(selector, declarations, len(rules))
                if rule is not None:
                    rules.append(rule)
                elif declarations.keys() & PLAIN.keys():
                    problems.append(
                        warning(
                            "svg-style-selector",
                            f'the style selector "{selector[:60]}" is not understood and left out',
                            sheet.place,
                            'export the SVG with "presentation attributes" instead of style rules',
                        )
                    )
    if len(rules) > _MOST_RULES:
        raise ContentError(
            [
                error(
                    "svg-too-complex",
                    f"the drawing has more than {_MOST_RULES} style rules",
                    root.place,
                    'export the SVG with "presentation attributes" instead of style rules',
                )
            ]
        )
    return tuple(sorted(rules, key=lambda rule: rule.weight)), tuple(problems)


def style_of(element: SvgElement, inherited: Style, rules: tuple[Rule, ...]) -> Style:
    """Return the style of *element* whose parent has the style *inherited*."""
    style = {**inherited, **_OWN}
    said: dict[str, str] = {name: value for name, value in element.attributes.items() if name in style}
    for rule in rules:
        if rule.fits(element):
            said.update(rule.declarations)
    if "style" in element.attributes:
        said.update(_declarations(element.attributes["style"]))
    for name, value in said.items():
        value = value.strip()
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
            found[name.strip().lower()] = value.replace("!important", "").strip()
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
