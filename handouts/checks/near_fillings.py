"""Near misses of what is filled in: braces of other programs, blanks that nobody filled, notes to oneself.

Rules only; see `handouts.checks.near_misses` for what a rule is.
"""

from __future__ import annotations

import re

from handouts.checks.near_misses import Rule, prints_as_it_is, short
from handouts.problems import Severity
from handouts.reading.suggestions import closest

FACTS = ("clinic.name", "clinic.phone", "clinic.address", "clinic.scheduling")
"""What a text can say of every clinic."""
_WRITE_IT = "write here what belongs here"
_BLANKS = (
    " ADDRESS AMOUNT APPOINTMENT CLINIC COMPANY DATE DAY DOCTOR DOSE DRUG EMAIL FAX "
    "FILL HERE HOSPITAL HOURS INSERT LINK LOCATION MEDICATION MEDICINE MONTH NAME NUMBER "
    "PATIENT PHONE PHYSICIAN PLACE PRICE PROCEDURE PROVIDER SIDE SURGEON TBA TBC TBD "
    "TELEPHONE TIME TODO URL VALUE WEBSITE XX XXX YEAR YOUR CLÍNICA CORREO "
    "DIRECCIÓN DOSIS FECHA HORA LUGAR MÉDICO NOMBRE NÚMERO PACIENTE TELÉFONO "
)
"""Words that fill-in forms put in brackets. In capitals they are never a text of their own."""
_NAMED = (
    rf"(?:{'|'.join(map(re.escape, FACTS))})(?![\w@/-]|\.\w)|(?:before|after)\([a-z]{{1,9}} ?= ?\d{{1,4}}\)"
)
"""A fact or a moment without its braces, which is no text of its own."""
_CURRENCIES = "US|USD|CAD|AUD|NZD|HKD|MXN|K|M"


def _filled(match: re.Match[str]) -> str:
    """Say how the fact that the match names is written, or that it must be written out."""
    inside = re.sub(r"^[^A-Za-z_0-9]+|[^A-Za-z_0-9)]+$", "", match[0]).strip()
    if re.match(r"(before|after)\s*\(.*\)$", inside):
        return f"write {{{{ {inside} }}}}"
    meant = inside if inside in FACTS or inside.startswith("settings.") else None
    if meant is None and inside.lower().startswith("clinic"):
        meant = closest(inside, FACTS)
    if meant is None and inside.lower() in ("phone", "address", "scheduling"):
        meant = f"clinic.{inside.lower()}"
    return f"write {{{{ {meant} }}}}" if meant else f"{_WRITE_IT}, or a fact such as {{{{ clinic.phone }}}}"


def _is_no_blank(match: re.Match[str]) -> bool:
    """Whether words in brackets are a remark of the text, such as [see page 2] or [CRPS]."""
    words = re.findall(r"[^\W\d_]+", match[0])
    if not words:
        return True
    if match[0].upper() == match[0]:
        return len(words) == 1 and f" {words[0]} " not in _BLANKS
    is_asked_for = words[0].upper() in ("INSERT", "ENTER", "FILL", "YOUR")
    return not (is_asked_for or (len(words) <= 3 and all(f" {word.upper()} " in _BLANKS for word in words)))


def _unfilled(match: re.Match[str]) -> str:
    return f'"{short(match[0])}" looks like a blank that nobody has filled'


def _is_note(match: re.Match[str]) -> str:
    return f'"{short(match[0])}" is a note to oneself, or a blank'


TODO = ("todo",)
"""The signs of the rule that does not hold in languages where this is a word."""

FILLINGS = (
    Rule(
        "not-filled-in",
        ("{{",),
        r"\{\{[^{}]*\}\}",
        lambda match: f'"{short(match[0])}" is not filled in here',
        "write the words themselves",
    ),
    Rule(
        "near-expression",
        ("{", "<%", "%("),
        r"[$#@]\{[^{}]*\}|<%[^%]{0,200}%>|%\([A-Za-z_]\w*\)[sd]|\{[ \t]{1,3}\{[^{}]*\}[ \t]{1,3}\}|(?<!\{)\{[^{}\x00]*\}+",
        prints_as_it_is,
        _filled,
    ),
    Rule(
        "near-expression",
        ("}}", "{"),
        r"(?<![\w.])[\w.]{0,60}(?:\([\w= ]{0,60}\))?[ \t]{0,3}\}\}"
        r"|(?<!\{)\{[ \t]*(?:clinic\.\w+|(?:before|after)\([^()]*\))",
        lambda match: f'"{short(match[0])}" lacks a part of its braces',
        _filled,
    ),
    Rule(
        "blank",
        ("[[", "<<", "«"),
        r"\[\[[^\[\]]+\]\]|<<[^<>]+>>|«(?=[^»]*(?:_|[a-z][A-Z]))\w+»",
        prints_as_it_is,
        _filled,
    ),
    Rule(
        "blank",
        ("$",),
        rf"(?<![\w$])\$(?!(?:{_CURRENCIES})\b)[A-Za-z_]\w*(?:\.\w+)*",
        prints_as_it_is,
        _filled,
    ),
    Rule("blank", ("%",), r"(?<![\w%])%(?:[sdif]|[A-Za-z_][\w.]+%)(?!\w)", prints_as_it_is, _filled),
    Rule(
        "near-expression",
        ("clinic.", "before(", "after("),
        rf"\[ ?(?:{_NAMED}) ?\](?!\()|(?<![\w@/.{{-])(?<!{{ )(?:{_NAMED})",
        prints_as_it_is,
        _filled,
    ),
    Rule(
        "near-checkbox",
        ("[ ]", "[]", "[x]", "[_]"),
        r"\[[ xX_]?\](?!\()",
        prints_as_it_is,
        'write the items under "checklist:", each gets a box',
    ),
    Rule(
        "blank",
        ("[",),
        r"\[[^\[\]\x00\n]{1,60}\](?!\()",
        _unfilled,
        _WRITE_IT,
        but=lambda match: match[0].upper() != match[0] or _is_no_blank(match),
    ),
    Rule(
        "blank",
        ("[",),
        r"(?<!\A)\[[^\[\]\x00\n]{1,60}\](?!\()|\A\[[^\[\]\x00\n]{1,60}\](?=\s*[^(\s])",
        _unfilled,
        _WRITE_IT,
        Severity.WARNING,
        but=_is_no_blank,
    ),
    Rule("note-to-oneself", TODO, r"\bTODO\b:?", _is_note, _WRITE_IT),
    Rule(
        "note-to-oneself",
        ("fixme", "xx", "lorem ipsum", "error!", "to enter"),
        r"\bFIXME\b|\b[Xx]{3,}\b(?:[-. ][Xx]{3,})*|\b[Xx]{2,}(?=[ \u00a0]?(?:mg|mcg|g|ml|mL|hours?|days?|minutes?)\b)"
        r"|\b[Ll]orem ipsum\b|Error! (?:Reference source|Bookmark) not \w+|Click or tap (?:here )?to enter",
        _is_note,
        _WRITE_IT,
    ),
    Rule(
        "note-to-oneself",
        ("tbd", "tba", "tbc"),
        r"\bTB[DAC]\b",
        lambda match: f'"{match[0]}" leaves something to be said later',
        "write it, or say in words when the patient will know",
        Severity.WARNING,
    ),
    Rule("blank", ("#",), r"#(?:REF!|VALUE!|NAME\?|N/A|DIV/0!|NUM!|NULL!)", prints_as_it_is, _WRITE_IT),
    Rule(
        "gap",
        ("___", "......", "……"),
        r"_{3,}|\.{6,}|…{2,}",
        "a gap in a text is hard to write in, and is read aloud character by character",
        'write what belongs here, or add a block "write_in:"',
        Severity.WARNING,
    ),
)
