"""Near misses of markup: that of Markdown, HTML and mail, where ours is a little different. Rules only."""

from __future__ import annotations

import re

from handouts.checks.near_misses import Rule, prints_as_it_is, short
from handouts.problems import Severity
from handouts.tailoring.inline import CLOSE, OPEN

_BOLD = (
    "b",
    "strong",
    "em",
    "i",
    "u",
    "mark",
    "big",
    "font",
    "span",
    "center",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
)
_LINES = ("br", "p", "div", "hr", "blockquote", "section")
_LISTS = ("ul", "ol", "li", "dl", "dt", "dd")
_OTHERS = (
    "a", "sub", "sup", "img", "table", "thead", "tbody", "tr", "td", "th", "small", "s", "strike", "del", "ins", "code",
    "pre", "tt", "input", "button", "script", "style", "body", "html", "head", "nobr", "wbr", "kbd", "q", "abbr",
)  # fmt: skip
_TAGS = "|".join((*_BOLD, *_LINES, *_LISTS, *_OTHERS))
_ENTITIES = "nbsp|amp|lt|gt|quot|deg|frac12|frac14|frac34|ndash|mdash|rsquo|lsquo|ldquo|rdquo|bull|hellip"


def _tag_hint(match: re.Match[str]) -> str:
    tag = (re.match(r"</?\s*([A-Za-z0-9]+)", match[0]) or ["", ""])[1].lower()
    if tag in _BOLD:
        return "write **words** for bold, and take the tags out"
    if tag in _LINES:
        return "take it out; an empty line in a text begins a new paragraph"
    if tag in _LISTS:
        return 'take it out, and write each entry under "bullets:" or "steps:"'
    if tag == "a":
        return "write [words](https://address), and take the tags out"
    return "take it out"


def _entity_hint(match: re.Match[str]) -> str:
    import html  # only for a text that holds one

    sign = html.unescape(match[0] if match[0].endswith(";") else match[0] + ";")
    if sign.isspace():
        return "write a space"
    return f"write {sign}" if sign.isprintable() and sign != match[0] else "take it out"


def _is_no_entity(match: re.Match[str]) -> bool:
    import html

    return html.unescape(match[0]) == match[0]


def _begun_once(address: str) -> str:
    """Return *address*, which may be pasted behind a beginning that was there already, with the last of them."""
    return re.sub(
        r"^(?:(?:https?:/*|tel:|mailto:)(?=https?:|tel:|mailto:))+", "", address, flags=re.IGNORECASE
    )


def _link_hint(match: re.Match[str]) -> str:
    """Say how the link is written, in full where its address leaves no doubt."""
    found = re.match(r"!?\[([^\[\]]*)\]\s*\(\s*(.*?)\s*\)?$", match[0], re.DOTALL)
    words, address = (found[1], _begun_once(found[2])) if found else ("words", "")
    if address.lower().startswith("lang:"):
        return "name the language by its code, such as (lang:es)"
    if re.fullmatch(r"[^\s@/:]+@[^\s@/:]+\.\w+", address):
        return f"write [{short(words)}](mailto:{address})"
    if re.fullmatch(r"(?:https://|tel:|mailto:)[^\s()]+", address):
        return f"write [{short(words)}]({address})"
    bare = re.sub(r"^https?:/*", "", address, flags=re.IGNORECASE)
    if re.match(r"[\w-]+(\.[\w-]+)+(/|$|\?|#)", bare):
        safe = re.sub(r"\s", "%20", bare).replace("(", "%28").replace(")", "%29")
        return f"write [{short(words)}](https://{safe})"
    return "write an address behind the words that begins with https://, tel: or mailto:"


def _angle_hint(match: re.Match[str]) -> str:
    address = _begun_once(match[0][1:-1])
    shown = re.sub(r"^(?:https?://|mailto:)", "", address)
    return f"write [{shown}]({address if address.startswith('mailto:') else 'https://' + shown})"


def _swapped_hint(match: re.Match[str]) -> str:
    words, address = match[0][1:-1].split(")[", 1)
    return f"write [{words}](https://{re.sub('^https?:/*', '', _begun_once(address))})"


def _bare_hint(match: re.Match[str]) -> str:
    shown = re.sub(r"^https?://", "", _begun_once(_bare(match)))
    return f"write [{shown}](https://{shown})"


def _bare(match: re.Match[str]) -> str:
    return match[0].rstrip(".,;:!?'\"”’")


def _is_in_link(match: re.Match[str]) -> bool:
    rest = match.string[match.end() :]
    close, opens = rest.find(CLOSE), rest.find(OPEN)
    return close >= 0 and (opens < 0 or close < opens)


def _marked_hint(match: re.Match[str]) -> str:
    words = match[0].strip("*_`")
    return f"write **{short(words)}** for bold, or take the marks out"


def _escape_hint(match: re.Match[str]) -> str:
    if match[0][1] in "uxU":
        sign = chr(int(match[0][2:], 16))
        return f"write {sign}" if sign.isprintable() and not sign.isspace() else "write a space"
    return "take it out; an empty line begins a new paragraph, and the lines of a list are bullets"


MARKUP = (
    Rule(
        "near-escape",
        ("\\",),
        r"\\(?:u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|U000[0-9A-Fa-f]{5}|[nrt]|[^\w\s])",
        prints_as_it_is,
        _escape_hint,
    ),
    Rule("near-escape", ("\\",), r"\\", prints_as_it_is, "write / or take it out", Severity.WARNING),
    Rule(
        "near-markup",
        ("<",),
        r"<!--.{0,2000}?-->|" + rf"</?(?:{_TAGS})\b[^<>]*>",
        prints_as_it_is,
        lambda match: (
            "take it out; a comment is a line that begins with #" if match[0][1] == "!" else _tag_hint(match)
        ),
        flags=re.IGNORECASE | re.DOTALL,
    ),
    Rule(
        "near-link",
        ("<http", "<www", "<mailto"),
        r"<(?:https?://|www\.|mailto:)[^<>\s]+>",
        prints_as_it_is,
        _angle_hint,
    ),
    Rule(
        "blank",
        ("<",),
        r"<[A-Za-z][\w-]*(?: [\w-]+){0,3}>",
        lambda match: f'"{short(match[0])}" looks like a blank that nobody has filled, or a tag',
        "write here what belongs here, without < and >",
        Severity.WARNING,
    ),
    Rule(
        "near-markup",
        ("&",),
        rf"&(?:#[0-9]{{1,7}}|#[xX][0-9A-Fa-f]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,30}});|&(?:{_ENTITIES})\b",
        prints_as_it_is,
        _entity_hint,
        but=_is_no_entity,
    ),
    Rule(
        "near-markup",
        ("[",),
        r"\[/?(?:b|i|u|url|color|size|center)(?:=[^\]\x00]*)?\](?!\()",
        prints_as_it_is,
        "write **words** for bold",
    ),
    Rule(
        "near-markup",
        ("!",),
        rf"!(?:{OPEN}|\[[^\[\]]*\]\([^()]*\))",
        "a picture cannot be put into a text",
        'take it out; an item can have an "icon:"',
    ),
    Rule(
        "near-link",
        ("](",),
        r"\[[^\[\]\x00]+\]\([^()\x00]*(?:\([^()]*\)[^()]*)*\)?",
        lambda match: f'"{short(match[0])}" is not a link: it would be printed as it is',
        _link_hint,
    ),
    Rule(
        "near-link",
        ("] (",),
        r"\[[^\[\]\x00]+\][ \t]+\((?:https?:|www\.|mailto:|tel:|lang:)[^()]*\)",
        "a blank parts the words of a link from its address",
        _link_hint,
    ),
    Rule(
        "near-link",
        (")[",),
        r"\([^()]+\)\[(?:https?:|www\.)[^\[\]\s]+\]",
        "the brackets of this link are the wrong way round",
        _swapped_hint,
    ),
    Rule("near-markup", ("**",), r"\*\*[^*\n]+\*\*", prints_as_it_is, _marked_hint),
    Rule(
        "half-bold",
        ("**",),
        r"(?<!\*)\*\*(?!\*)",
        'this "**" is not paired: it would be printed as it is',
        "take it out, or write ** before the first and behind the last bold word",
    ),
    Rule(
        "near-markup",
        ("__",),
        r"(?<![\w_])__(?=[^\s_])[^\n]{1,300}?(?<=[^\s_])__(?![\w_])",
        prints_as_it_is,
        _marked_hint,
    ),
    Rule(
        "near-markup",
        ("~~",),
        r"~~[^~]*~~|~~",
        prints_as_it_is,
        "take out what no longer holds, with its marks",
    ),
    Rule(
        "near-markup",
        ("*",),
        r"(?<![\w*])\*(?=[^\s*])[^*\n]*?(?<=[^\s*])\*(?![\w*])|\*{3,}",
        prints_as_it_is,
        _marked_hint,
    ),
    Rule(
        "near-markup",
        ("_",),
        r"(?<![\w_/@.])_(?=[^\s_])[^_\n]*?(?<=[^\s_])_(?![\w_/@])",
        prints_as_it_is,
        _marked_hint,
    ),
    Rule("near-markup", ("`",), r"`+[^`\n]+`+|```", prints_as_it_is, _marked_hint),
    Rule(
        "bare-address",
        ("www.", "http"),
        r"(?<![\x00\w/@.:])(?:https?://|www\.)[^\s<>()\x00\x01\x02]+",
        lambda match: f'"{short(_bare(match))}" is not a link here',
        _bare_hint,
        Severity.WARNING,
        markup_only=True,
        flags=re.IGNORECASE,
        but=_is_in_link,
    ),
)
