"""Options and conditions: which parts of a procedure apply to this patient. Pure; knows no files and no pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from handouts.problems import Problem, error, warning
from handouts.reading.models.base import Condition
from handouts.reading.models.procedure import Conditional, Option, Procedure, Replaceable
from handouts.reading.text import Text
from handouts.walk import walk

UNANSWERED = "unanswered"


def holds(when: Condition, answers: Mapping[str, str]) -> bool:
    """Return whether every option of *when* has one of its choices; an open option counts as ``unanswered``."""
    return all(answers.get(option, UNANSWERED) in choices for option, choices in when.items())


def chosen_text(item: Replaceable, text: Text, answers: Mapping[str, str]) -> Text | None:
    """Return what *item* says: *text*, its ``otherwise`` while an option of it is open, or None."""
    if holds(item.when, answers):
        return text
    if not item.otherwise:
        return None
    open_answers = {str(option): answers[option] for option in item.when if option in answers}
    decided = {option: choices for option, choices in item.when.items() if option in open_answers}
    still_open = len(open_answers) < len(item.when)
    return item.otherwise if still_open and holds(decided, open_answers) else None


_Conditionals = Sequence[tuple[Conditional, tuple[Condition, ...]]]


def conditionals(part: object) -> Iterator[tuple[Conditional, tuple[Condition, ...]]]:
    """Yield whatever in *part* may not apply, with the conditions of what it is part of, the outermost first."""
    for value, owners in walk(part, Text):
        if isinstance(value, Conditional):
            yield value, tuple(owner.when for owner in owners if isinstance(owner, Conditional))


def condition_problems(procedure: Procedure) -> list[Problem]:
    """Return a problem for each condition on an option or a choice that the procedure does not have.

    When there is none: a warning for each text that no combination of answers can show.
    """
    found = [*conditionals(procedure)]
    return _unknown(procedure, found) or [*_unreachable(procedure, found)]


def _unknown(procedure: Procedure, found: _Conditionals) -> list[Problem]:
    problems: list[Problem] = []
    for conditional, _around in found:
        for option, choices in conditional.when.items():
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


def _unreachable(procedure: Procedure, found: _Conditionals) -> Iterator[Problem]:
    """Yield a warning for each condition, and each ``otherwise``, that can never hold where it stands.

    Conditions are conjunctions of sets of choices, so it is enough to intersect the sets from the outside in:
    the answer is exact for any number of options, and no combination needs to be tried.
    """
    everything = {
        str(name): frozenset([*map(str, option.choices), UNANSWERED])
        for name, option in procedure.options.items()
    }
    for conditional, around in found:
        if conditional.when or conditional.otherwise is not None:
            yield from _never(_within(everything, around), conditional)


def answers_that_show_all(procedure: Procedure) -> list[dict[str, str]]:
    """Return answers under which, taken together, every text of *procedure* is printed that any answers can show.

    The first leaves every option open. They are few: what asks for different options shares an entry.
    """
    found = [*conditionals(procedure)]
    if _unknown(procedure, found):
        return [{}]
    everything = {
        str(name): frozenset([*map(str, option.choices), UNANSWERED])
        for name, option in procedure.options.items()
    }
    needed: list[dict[str, str]] = [dict.fromkeys(everything, UNANSWERED)]
    for item, around in found:
        possible = _within(everything, around)
        named = {str(option) for when in (*around, item.when) for option in when}
        shown = _narrowed(possible, item.when)
        wanted = [{option: _one_of(shown[option]) for option in named}]
        if item.otherwise:
            # While one option is open, the others must be open too or answered as the condition asks.
            own = {str(option): {*choices, UNANSWERED} for option, choices in item.when.items()}
            wanted.append({o: _one_of(possible[o] & own.get(o, possible[o])) for o in named})
        for each in wanted:
            if all(each.values()):
                _share(needed, each)
    return [{o: choice for o, choice in each.items() if choice != UNANSWERED} for each in needed]


def _one_of(choices: frozenset[str]) -> str:
    """Return a choice, open if it may be; nothing when there is none."""
    return UNANSWERED if UNANSWERED in choices else min(choices, default="")


def _share(needed: list[dict[str, str]], wanted: dict[str, str]) -> None:
    """Add *wanted* to the first of *needed* that does not contradict it, or as a further one."""
    for each in needed:
        if all(each.get(option, choice) == choice for option, choice in wanted.items()):
            each.update(wanted)
            return
    needed.append(dict(wanted))


def _within(
    possible: Mapping[str, frozenset[str]], around: Iterable[Condition]
) -> Mapping[str, frozenset[str]]:
    """Return the choices left of each option where all of *around* hold."""
    for when in around:
        possible = _narrowed(possible, when) if when else possible
    return possible


def _narrowed(possible: Mapping[str, frozenset[str]], when: Condition) -> dict[str, frozenset[str]]:
    """Return the choices left of each option where *when* holds."""
    return {**possible, **{str(option): possible[option] & {*choices} for option, choices in when.items()}}


def _never(possible: Mapping[str, frozenset[str]], item: Conditional) -> Iterator[Problem]:
    when = item.when
    if any(not choices for choices in possible.values()):
        return  # Something around it can never hold, and has been named.
    shut = next((option for option, choices in when.items() if not possible[option] & {*choices}), None)
    if shut is not None:
        hint = "what stands around it asks for another answer"
        yield warning("never-shown", f'no answer to "{shut}" can ever show this', shut.place, hint)
    if item.otherwise is None:
        return
    decided = all(possible[option] & {*choices, UNANSWERED} for option, choices in when.items())
    opens = any(UNANSWERED in possible[option] - {*choices} for option, choices in when.items())
    if not (decided and opens):
        hint = "it is printed while an option of its when: is unanswered" if when else "give it a when:"
        message = 'no combination of answers can ever show this "otherwise"'
        if not item.otherwise:
            message = 'this empty "otherwise" changes nothing: no combination of answers asks for it'
        yield warning("never-shown", message, item.otherwise.place, hint)


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
    from difflib import get_close_matches  # only when a person has mistyped

    close = get_close_matches(word, names, 1, 0.5)
    return (
        f'did you mean "{close[0]}"?'
        if close
        else ("known: " + ", ".join(names) if names else "none is declared")
    )
