"""What people type after a command becomes values: answers to options, a visit, and the choices that commands share.

Raises click's own errors, which end with exit status 2.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from handouts.reading.library import Library
    from handouts.tailoring.moments import Appointment

MOST_TYPED = 200
"""Characters of a name or a place on the card, as in lists."""
Command = TypeVar("Command", bound=Callable[..., Any])


class Place(click.Path):
    """Where to write: never an empty text, as an unset variable of a shell gives, which would be this folder."""

    def __init__(self, *, file_okay: bool = True, dir_okay: bool = True, pdf_or_folder: bool = False) -> None:
        super().__init__(file_okay=file_okay, dir_okay=dir_okay, path_type=Path)
        self.pdf_or_folder = pdf_or_folder

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> Path:
        if not str(value).strip():
            self.fail("it is empty: name where to write, or leave the option out", parameter, context)
        place = Path(str(super().convert(value, parameter, context)))
        if self.pdf_or_folder and place.suffix.lower() != ".pdf" and place.exists() and not place.is_dir():
            self.fail(f"{place} is no folder and does not end in .pdf", parameter, context)
        return place


def how_printed(edition_help: str, option_help: str) -> Callable[[Command], Command]:
    """Return a decorator that adds what every command that makes handouts asks: edition, paper, mono, answers."""

    def decorate(command: Command) -> Command:
        options = (
            click.option("--edition", type=click.Choice(["standard", "large-print"]), help=edition_help),
            click.option("--paper", type=click.Choice(["letter", "a4"]), help="Instead of the clinic's."),
            click.option("--mono/--no-mono", default=None, help="For a black-and-white printer, or not."),
            click.option(
                "--option",
                "options",
                multiple=True,
                metavar="KEY=VALUE",
                callback=lambda _context, _parameter, pairs: _answers(pairs),
                help=option_help,
            ),
        )
        for option in reversed(options):  # decorators apply from the last to the first
            command = option(command)
        return command

    return decorate


def _answers(pairs: tuple[str, ...]) -> dict[str, str]:
    options: dict[str, str] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not (key and equals and value):
            raise click.BadParameter(f'"{pair}" should be like sedation=yes')
        if options.get(key, value) != value:
            raise click.BadParameter(f'"{key}" is answered twice, and differently')
        options[key] = value
    return options


def printed(option: str, words: str | None) -> str | None:
    """Return *words* for paper with every letter as it was typed, whatever the encoding of the terminal."""
    if words is None:
        return None
    if len(words) > MOST_TYPED:
        raise click.BadParameter(f"This is longer than {MOST_TYPED} characters.", param_hint=option)
    try:
        return words.encode("utf-8", "surrogateescape").decode("utf-8")
    except UnicodeError:
        message = "This holds letters that are not in UTF-8, and would be lost: set the terminal to UTF-8."
        raise click.BadParameter(message, param_hint=option) from None


def appointment_of(
    library: Library,
    clinics: tuple[str, ...],
    day: str | None,
    arrive: str | None,
    patient: str | None,
    provider: str | None,
    place: str | None,
) -> Appointment | None:
    """Return the visit of the command line, None if nothing was said of one; say to stderr when it is.

    Dates and times are read as the clinic's appointment list is, with a few words and short forms more.
    """
    if not any((day, arrive, patient, provider, place)):
        return None
    patient, provider, place = (
        printed(option, words)
        for option, words in (("--patient", patient), ("--provider", provider), ("--place", place))
    )
    from handouts.cli.visit_words import read_visit, visit_words
    from handouts.lists.list_times import ClinicClock, clock_of
    from handouts.tailoring.moments import Appointment

    ids = list(clinics) or library.clinic_ids()
    if not clinics and len(ids) > 1:
        raise click.UsageError("Say with --clinic which clinic the visit is at.")
    clinic = library.clinic(ids[0]).value if len(ids) == 1 else None
    clock = clock_of(clinic) if clinic is not None else ClinicClock()
    date, time = read_visit(day, arrive, clock)
    if date is not None or time is not None:
        click.echo(visit_words(date, time), err=True)
    return Appointment(date=date, arrive=time, patient=patient, provider=provider, place=place)
