"""Tailoring: a procedure, a clinic and what the desk answered become one handout. Pure: no files, no PDF."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, assert_never

from handouts.problems import ContentError, Place, Problem, error
from handouts.reading.models import procedure as content
from handouts.reading.models.clinic import Clinic, opening_times
from handouts.reading.models.language import Language
from handouts.reading.text import UNPLACED, Text
from handouts.reading.visible import visible
from handouts.tailoring import handout as tailored
from handouts.tailoring.addresses import asks_for, encoded_address, filled_address, shown_address
from handouts.tailoring.conditions import answer_problems, chosen_text, condition_problems, holds
from handouts.tailoring.fill import Filler
from handouts.tailoring.handout import Entry, Fact, Handout, RichText, Run
from handouts.tailoring.identity import identity_of
from handouts.tailoring.inline import parse_inline
from handouts.tailoring.log_times import log_rows
from handouts.tailoring.moments import Clock, Said
from handouts.tailoring.request import ResolvedRequest
from handouts.tailoring.unspoken import unspoken
from handouts.tailoring.visits import visit_problems
from handouts.walk import every

CARD_ROWS = 6
"""Patient, date, arrival, provider, place, start: the first slots of the texts that a visit fills in."""


VISIT_WORDS = frozenset({"list_row", "starts_at"})
"""Words that only the card of some visits prints: like the card, they are no part of what an id names."""


def tailor(
    procedure: content.Procedure, clinic: Clinic, language: Language, request: ResolvedRequest
) -> tuple[Handout, list[Problem]]:
    """Return the handout for *request* and every problem met; with errors among them it must not be printed."""
    return _Tailor(procedure, clinic, language, request).handout()


def visit_texts(
    procedure: content.Procedure,
    clinic: Clinic,
    language: Language,
    request: ResolvedRequest,
    slots: Sequence[RichText],
) -> tuple[list[RichText], list[Problem]]:
    """Return the texts that a visit fills in, by their slots, and what is doubtful about the visit.

    They are those of the handout that `tailor` makes for *request*; *slots* are `slots_of` one that differs from it in
    its visit alone.
    """
    again = _Tailor(procedure, clinic, language, request)
    texts = card_texts(again.card())
    texts += [again.filled(text.written or "", Text(text.written or "", text.place or UNPLACED))
              for text in slots]  # fmt: skip
    return texts, again.filler.problems + again.clock.problems() + visit_problems(
        clinic, again.clock, request.now, again.said
    )


def card_texts(card: Sequence[tailored.CardRow]) -> list[RichText]:
    """Return the values of *card* as texts, by their slots; a row that the card does not have is an empty one."""
    texts = [RichText((), slot=slot) for slot in range(CARD_ROWS)]
    for row in card:
        if row.value and row.slot is not None:
            texts[row.slot] = RichText((Run(row.value),), slot=row.slot)
    return texts


def slots_of(handout: Handout) -> list[RichText]:
    """Return the texts of *handout*, its card apart, that the visit fills in, in the order of their slots."""
    parts = (
        handout.title,
        handout.summary,
        handout.facts,
        handout.sections,
        handout.scheduling,
        handout.clinic,
    )
    found = [text for text in every(RichText, parts) if text.slot is not None]
    return sorted(found, key=lambda text: text.slot or 0)


def scheduling_address(clinic: Clinic, clinic_id: str, procedure_id: str) -> str:
    """Return the clinic's scheduling address for a procedure, as people write it."""
    here = clinic.procedures.get(Text(procedure_id))
    values = {"procedure.id": procedure_id, "clinic.id": clinic_id}
    if here is not None and here.code is not None:
        values["procedure.code"] = str(here.code)
    return filled_address(clinic.scheduling.url, values)


def _code_problems(clinic: Clinic, procedure_id: str) -> list[Problem]:
    """Return an error when the address asks for a code of the procedure, and the clinic has given none."""
    here, url = clinic.procedures.get(Text(procedure_id)), clinic.scheduling.url
    if not asks_for(url, "procedure.code") or (here is not None and here.code is not None):
        return []
    message = f'the scheduling address asks for a code of "{procedure_id}", and there is none'
    hint = f'add "procedures: {{{procedure_id}: {{code: …}}}}" to this file, with your own code'
    if clinic.procedures:
        hint = f'add "{procedure_id}: {{code: …}}" under "procedures:", with your own code'
    if here is not None:
        hint = f'add "code:" under "{procedure_id}:", with your own code'
    return [error("no-code", message, url.place, hint)]


def clinic_names(clinic: Clinic) -> dict[str, str]:
    """Return what ``{{ clinic.… }}`` can say."""
    return {
        "name": clinic.name,
        "phone": _unbroken(clinic.phones[0].number),
        "address": ", ".join(clinic.address),
    }


class _Tailor:
    def __init__(
        self, procedure: content.Procedure, clinic: Clinic, language: Language, request: ResolvedRequest
    ) -> None:
        self.procedure, self.clinic, self.language, self.request = procedure, clinic, language, request
        self.words = {name: str(word) for name, word in language.words}
        self.clock = Clock(
            request.appointment,
            str(clinic.time_zone),
            language.dates,
            self.words,
            _ends(procedure, clinic, request.procedure_id),
        )
        self.address = scheduling_address(clinic, request.clinic_id, request.procedure_id)
        names: dict[str, Any] = {
            "clinic": {**clinic_names(clinic), "scheduling": shown_address(self.address)},
            "settings": {name: _setting(setting) for name, setting in clinic.settings.items()},
            "before": self.clock.before,
            "after": self.clock.after,
        }
        self.filler = Filler(names)
        self.said: list[tuple[Said, Place | None]] = []
        self.slots = CARD_ROWS

    def handout(self) -> tuple[Handout, list[Problem]]:
        request, procedure = self.request, self.procedure
        problems = condition_problems(procedure) + unspoken(procedure)
        problems += answer_problems(procedure.options, request.answers)
        unsayable = self.clock.problems()
        if unsayable:
            raise ContentError([*problems, *unsayable])
        parts: dict[str, Any] = {
            "title": self._rich(procedure.title),
            "summary": self._rich(procedure.summary),
            "facts": self._facts(procedure.facts),
            "body_map": self._body_map(),
            "sections": tuple(section for section in map(self._section, procedure.sections) if section),
            "scheduling": self._scheduling(),
            "clinic": self._clinic(),
            "words": self.words,
        }
        problems += self.filler.problems + _code_problems(self.clinic, request.procedure_id)
        problems += self.clock.problems()
        problems += visit_problems(self.clinic, self.clock, request.now, self.said)
        content = {
            **parts,
            "words": {name: word for name, word in self.words.items() if name not in VISIT_WORDS},
        }
        made = Handout(
            procedure_id=request.procedure_id,
            clinic_id=request.clinic_id,
            language=request.language,
            edition=request.edition,
            paper=request.paper,
            mono=request.mono,
            identity=identity_of(
                *content.values(), request.language, request.edition, request.paper, request.mono
            ),
            card=self.card(),
            for_visit=request.for_visit,
            **parts,
        )
        return made, problems

    def _rich(self, text: Text) -> RichText:
        return self.filled(text, text)

    def filled(self, part: str, text: Text) -> RichText:
        """Return *part* of *text* filled in; one that asks for a moment gets the next slot of the visit's texts."""
        asked = self.clock.asked
        runs = parse_inline(part, lambda piece: self._fill(piece, text))
        if self.clock.asked == asked:
            return RichText(runs, text.place)
        self.slots += 1
        return RichText(runs, text.place, self.slots - 1, part)

    def _fill(self, part: str, text: Text) -> str:
        before = len(self.clock.said)
        filled = self.filler.fill(part, text)
        self.said += [(said, text.place) for said in self.clock.said[before:]]
        return filled

    def _optional(self, text: Text | None) -> RichText | None:
        return None if text is None else self._rich(text)

    def _paragraphs(self, text: Text) -> tuple[RichText, ...]:
        return tuple(self.filled(part, text) for part in re.split(r"\n[ \t]*\n", text) if part.strip())

    def _entries(self, items: list[content.Item]) -> tuple[Entry, ...]:
        entries = []
        for item in items:
            text = chosen_text(item, item.text, self.request.answers)
            if text is not None:
                entries.append(Entry(self._rich(text), item.icon, item.id))
        return tuple(entries)

    def _facts(self, facts: list[content.Fact]) -> tuple[Fact, ...]:
        made = []
        for fact in facts:
            text = chosen_text(fact, fact.text, self.request.answers)
            if text is not None:
                made.append(Fact(fact.icon, self._rich(fact.label), self._rich(text)))
        return tuple(made)

    def _section(self, section: content.Section) -> tailored.Section | None:
        if not holds(section.when, self.request.answers):
            return None
        blocks = [made for block in section.blocks if (made := self._block(block)) is not None]
        return tailored.Section(section.id, self._rich(section.heading), tuple(blocks)) if blocks else None

    def _block(self, block: content.Block) -> tailored.Block | None:
        if not holds(block.when, self.request.answers):
            return None
        match block.content:
            case content.Paragraphs() as text:
                return tailored.Paragraphs(self._paragraphs(text))
            case content.Bullets() as items:
                entries = self._entries(items)
                return tailored.Bullets(entries) if entries else None
            case content.Steps() as items:
                entries = self._entries(items)
                return tailored.Steps(entries) if entries else None
            case content.Checklist() as groups:
                return self._checklist(groups)
            case content.Facts() as facts:
                return tailored.Facts(self._facts(facts))
            case content.Table() as table:
                return self._table(table)
            case content.Callout() as callout:
                return self._callout(callout)
            case content.WriteIn() as write_in:
                return tailored.WriteIn(self._optional(write_in.prompt), write_in.lines)
            case content.Timeline() as timeline:
                return self._timeline(timeline)
            case content.PainLog() as log:
                return self._pain_log(log)
            case _ as never:
                assert_never(never)

    def _checklist(self, groups: list[content.ChecklistGroup]) -> tailored.Checklist | None:
        made = []
        for group in groups:
            entries = self._entries(group.items)
            if entries:
                made.append(tailored.ChecklistGroup(self._optional(group.group), entries))
        return tailored.Checklist(tuple(made)) if made else None

    def _table(self, table: content.Table) -> tailored.Table:
        return tailored.Table(
            self._optional(table.caption),
            tuple(self._rich(column) for column in table.columns),
            tuple(tuple(self._rich(cell) for cell in row) for row in table.rows),
        )

    def _callout(self, callout: content.Callout) -> tailored.Callout:
        return tailored.Callout(
            callout.kind,
            self._optional(callout.heading),
            self._paragraphs(callout.text) if callout.text else (),
            self._entries(callout.items) if callout.items else (),
        )

    def _timeline(self, entries: list[content.TimelineEntry]) -> tailored.Timeline | None:
        made = []
        for entry in entries:
            text = chosen_text(entry, entry.text, self.request.answers)
            if text is not None:
                made.append(tailored.TimelineEntry(self._rich(entry.time), self._rich(text)))
        return tailored.Timeline(tuple(made)) if made else None

    def _pain_log(self, log: content.PainLog) -> tailored.PainLog:
        openings = [start for hours in self.clinic.hours.values() for start, _ in opening_times(hours)]
        rows = log_rows(log.schedule, self.clock, min(openings, default=None))
        return tailored.PainLog(self._optional(log.intro), rows, self._optional(log.return_it))

    def _body_map(self) -> tailored.BodyMap | None:
        body_map = self.procedure.body_map
        if body_map is None:
            return None
        regions = tuple(r.region for r in body_map.regions if holds(r.when, self.request.answers))
        if not regions:
            return None
        view = self.words["view_front" if body_map.view == "front" else "view_back"]
        said = ", ".join(
            str(self.language.regions.get(region, region.replace("-", " "))) for region in regions
        )
        alternate = self.words["body_map"].format(view=view, regions=said)
        return tailored.BodyMap(body_map.view, regions, alternate, body_map.regions[0].region.place)

    def card(self) -> tuple[tailored.CardRow, ...]:
        """Return the rows of the appointment card; when the procedure starts only where that is known."""
        visit, words = self.request.appointment, self.words
        start = tailored.CardRow(words["starts_at"], self.clock.start(), 5)
        return (
            tailored.CardRow(words["patient"], _typed(visit.patient), 0),
            tailored.CardRow(words["date"], self.clock.day(), 1),
            tailored.CardRow(words["arrive_at"], self.clock.arrival(), 2),
            *((start,) if start.value else ()),
            tailored.CardRow(words["provider"], _typed(visit.provider), 3),
            tailored.CardRow(words["where"], _typed(visit.place), 4),
        )

    def _scheduling(self) -> tailored.SchedulingCard:
        invitation, scheduling = self.procedure.invitation, self.clinic.scheduling
        heading = scheduling.heading or (invitation.heading if invitation else None)
        text = scheduling.say or (invitation.text if invitation else None)
        return tailored.SchedulingCard(
            self._optional(heading),
            self._optional(text),
            encoded_address(self.address),
            shown_address(self.address),
            encoded_address(scheduling.url),
            scheduling.url.place,
        )

    def _clinic(self) -> tailored.ClinicFacts:
        clinic = self.clinic
        return tailored.ClinicFacts(
            clinic.name,
            tuple(tailored.Phone(p.label, _unbroken(p.number), p.hours) for p in clinic.phones),
            tuple(clinic.address),
            self._optional(clinic.emergency),
            self._optional(clinic.language_help),
        )


def _ends(procedure: content.Procedure, clinic: Clinic, procedure_id: str) -> int | None:
    """Return how many minutes after the arrival the procedure ends: at this clinic, if it says so."""
    here, usual = clinic.procedures.get(Text(procedure_id)), procedure.ends_minutes_after_arrival
    own = here.ends_minutes_after_arrival if here is not None else None
    return usual if own is None else own


def _typed(text: str | None) -> str | None:
    """Return what people typed as fonts have it: letters with their accents in one, nothing unseen; None for nothing.

    Names copied from elsewhere may write é as e and an accent (NFD), which is the same name.
    """
    typed = visible(text or "")
    return (Text(typed, text.place) if isinstance(text, Text) else typed) or None


def _unbroken(number: str) -> str:
    return str(number).replace(" ", "\u00a0")


def _setting(setting: Any) -> str:
    """Return a signed value with its unit; an unsigned one is a gap to fill by hand."""
    if setting.value and setting.approved_by:
        return f"{setting.value}\u00a0{setting.unit}" if setting.unit else str(setting.value)
    return "________"
