"""Options and conditions: which parts of a procedure apply to this patient. Pure; knows no files and no pages."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

from handouts.problems import Problem, error
from handouts.reading.models.base import Condition
from handouts.reading.models.procedure import Conditional, Option, Procedure
from handouts.reading.text import Text

UNANSWERED = "unanswered"


def holds(when: Condition, answers: Mapping[str, str]) -> bool:
    """Return whether every option of *when* has one of its choices; an open option counts as ``unanswered``."""
    return all(answers.get(option, UNANSWERED) in choices for option, choices in when.items())


def chosen_text(item: Conditional, text: Text, answers: Mapping[str, str]) -> Text | None:
    """Return what *item* says: *text*, its ``otherwise`` while an option of it is open, or None."""
    if holds(item.when, answers):
        return text
    if item.otherwise is None:
        return None
    open_answers = {str(option): answers[option] for option in item.when if option in answers}
    decided = {option: choices for option, choices in item.when.items() if option in open_answers}
    still_open = len(open_answers) < len(item.when)
    return item.otherwise if still_open and holds(decided, open_answers) else None


def conditions_of(procedure: Procedure) -> Iterator[Condition]:
    """Yield every condition of *procedure*."""
    yield from (fact.when for fact in procedure.facts)
    if procedure.body_map:
        yield from (region.when for region in procedure.body_map.regions)
    for section in procedure.sections:
        yield section.when
        for block in section.blocks:
            yield block.when
            items = [
                *(block.bullets or ()),
                *(block.steps or ()),
                *(block.facts or ()),
                *(block.timeline or ()),
            ]
            items += [item for group in block.checklist or () for item in group.items]
            items += (block.callout.items or ()) if block.callout else ()
            yield from (item.when for item in items)


def condition_problems(procedure: Procedure) -> list[Problem]:
    """Return a problem for each condition on an option or a choice that the procedure does not have."""
    problems = []
    for when in conditions_of(procedure):
        for option, choices in when.items():
            if option not in procedure.options:
                problems.append(
                    error(
                        "unknown-option",
                        f'there is no option "{option}"',
                        option.place,
                        _hint(option, procedure.options),
                    )
                )
                continue
            known = [*procedure.options[option].choices, UNANSWERED]
            for choice in choices:
                if choice not in known:
                    message = f'the option "{option}" has no choice "{choice}"'
                    problems.append(error("unknown-choice", message, choice.place, _hint(choice, known)))
    return problems


def answer_problems(options: Mapping[Text, Option], answers: Mapping[str, str]) -> list[Problem]:
    """Return a problem for each answer that the procedure did not ask for."""
    problems = []
    for option, choice in answers.items():
        if option not in options:
            problems.append(
                error(
                    "unknown-option", f'this procedure has no option "{option}"', None, _hint(option, options)
                )
            )
        elif choice not in options[Text(option)].choices:
            message = f'the option "{option}" has no choice "{choice}"'
            problems.append(
                error("unknown-choice", message, None, _hint(choice, options[Text(option)].choices))
            )
    return problems


def _hint(word: str, known: object) -> str:
    names = [str(name) for name in known]  # type: ignore[attr-defined]  # any iterable of names
    close = difflib.get_close_matches(word, names, 1, 0.5)
    return (
        f'did you mean "{close[0]}"?'
        if close
        else ("known: " + ", ".join(names) if names else "none is declared")
    )
