"""What the status of an appointment means: that somebody comes, that nobody does, or nothing that is known. Pure.

Booking systems spell it in many ways and put marks of their own before it: ``x-Cancelled``, ``? No show``,
``2-Booked``. A clinic's own words come first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum

from handouts.lists.cell_values import normal


class Meaning(Enum):
    COMING = "coming"
    NOT_COMING = "not coming"
    UNKNOWN = "unknown"


_NOT_COMING = re.compile(
    r"\b(cancel\w*|canc|cncl|cxl?d?|cx|no ?show\w*|noshow\w*|n s|dns|dna|resched\w*|re sched\w*"
    r"|did not (attend|come|show|keep|arrive)|not (coming|attending)|fail(ed)? to (attend|show)|fta"
    r"|left without( being)? seen|left w o visit|lwbs|entered in error|deleted?|bumped"
    r"|wait ?list(ed)?|waiting list|deceased|discontinued|withdrawn|postponed"
    r"|cancelad[oa]|anulad[oa]|no (asistio|se presento|acudio)|reprogramad[oa]|ausente"
    r"|storniert|abgesagt|abgebrochen|nicht erschienen|verschoben|annulee?|reportee?|absente?)\b"
)
_NOT_COMING_ALONE = re.compile(
    r"(moved|rebooked|refused|declined|missed|broken|broken app(ointmen)?t|void(ed)?|died|blocked|absent)"
)
"""Words that mean it when they are all that the status says."""
_COMING = re.compile(
    r"(re)?(booked|scheduled|confirmed|active|arrived|arrived late|checked (in|out)|check (in|out)|open|filled|pending"
    r"|approved|accepted|planned|tentative|proposed|new|none|in (exam )?room|in progress|in session|started|ready"
    r"|roomed|seen|completed?|fulfilled|done|kept|unconfirmed|not confirmed|not yet confirmed|left (a )?message|lm"
    r"|lmom|reminded|reminder (sent|done)|(avm|sms|text|email|phone|patient|e ?mail) confirmed|chart pulled"
    r"|preregistered|pre registered|registered|present|overbook(ed)?|charge entered|coding done|ok|okay|on time"
    r"|confirmad[oa]|programad[oa]|agendad[oa]|reservad[oa]|pendiente|activ[oa]|bestatigt|gebucht|geplant|confirmee?)"
)
_DOUBTFUL = re.compile(
    r"\b(not|never|un|if|unless|policy|(cancel\w*|wait\w*) list|from|may|might|almost)\b.*", re.DOTALL
)
"""Words beside a cancellation that may turn it round: "not cancelled", "rescheduled from 12/1"."""


_IN_A_NAME = re.compile(
    r"\b(cancell?ed|cancell?ation|cxl?d|no ?show(ed)?|re ?sched(uled?)?|lwbs|deceased|postponed|entered in error"
    r"|did not (attend|show|come|keep|arrive)|left without( being)? seen|wait ?list(ed)?|cancelad[oa]"
    r"|reprogramad[oa]|storniert|abgesagt)\b"
)
"""What staff write beside a name, and no name has: \"Cancel\" is a surname, and so are \"Moved\" and \"Block\"."""


class Statuses:
    """Tells what a status means, with a clinic's own words for it."""

    def __init__(self, not_coming: Iterable[str] = (), coming: Iterable[str] = ()) -> None:
        self.not_coming = [plain(word) for word in not_coming]
        self.coming = [plain(word) for word in coming]

    def says_not_coming(self, text: str) -> bool:
        """Return whether *text* is, or begins with, a word of the clinic's own with which nobody comes."""
        words = plain(text)
        return any(words == own or words.startswith(own + " ") for own in self.not_coming if own)

    def meaning(self, text: str) -> Meaning:
        """Return what the status *text* means; an empty one is somebody who comes."""
        words = plain(text)
        if words in self.coming:
            return Meaning.COMING
        if self.says_not_coming(text):
            return Meaning.NOT_COMING
        if not text.strip():
            return Meaning.COMING
        bare = re.sub(r"^(\w) (?=\w{2})", "", words)  # the letter or figure that a system puts before it
        if _NOT_COMING.search(bare):
            without = _NOT_COMING.sub("", bare)
            return (
                Meaning.UNKNOWN
                if _DOUBTFUL.search(without) or "cancellation list" in bare
                else Meaning.NOT_COMING
            )
        if _NOT_COMING_ALONE.fullmatch(bare):
            return Meaning.NOT_COMING
        return Meaning.COMING if _COMING.fullmatch(bare) else Meaning.UNKNOWN

    def is_plain(self, text: str) -> bool:
        """Return whether *text*, of a column that nobody reads, is a word with which nobody comes and little else."""
        return len(plain(text).split()) <= 3 and self.meaning(text) is Meaning.NOT_COMING


def doubts_name(name: str) -> bool:
    """Return whether *name* holds words, such as "(cancelled)", that say of a person that they do not come."""
    return _IN_A_NAME.search(plain(name)) is not None


def plain(text: str) -> str:
    """Return *text* without accents, case and marks, for comparing."""
    import unicodedata

    letters = unicodedata.normalize("NFKD", text)
    return normal("".join(letter for letter in letters if not unicodedata.combining(letter)))
