"""What people type after a command becomes values: answers to options, a visit, and the choices that commands share.

Raises click's own errors, which end with exit status 2.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from handouts.reading.library import Library
    from handouts.tailoring.moments import Appointment

Value = TypeVar("Value")
Command = TypeVar("Command", bound=Callable[..., Any])


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


def appointment_of(
    library: Library,
    clinics: tuple[str, ...],
    day: str | None,
    arrive: str | None,
    patient: str | None,
    provider: str | None,
    place: str | None,
) -> Appointment | None:
    """Return the visit of the command line, None if nothing was said of one.

    A day written 12/1/2026 is read as the appointment list of the clinic is.
    """
    if not any((day, arrive, patient, provider, place)):
        return None
    from handouts.lists.cell_values import read_day, read_time
    from handouts.tailoring.moments import Appointment

    ids = list(clinics) or library.clinic_ids()
    clinic = library.clinic(ids[0]).value if len(ids) == 1 else None
    order = clinic.appointment_dates if clinic else None
    date, at = _read("--date", day, lambda text: read_day(text, order)) or (None, None)
    time = _read("--time", arrive, read_time)
    return Appointment(
        date=date,
        arrive=at if time is None else time,
        patient=patient,
        provider=provider,
        place=place,
    )


def _read(option: str, text: str | None, read: Callable[[str], Value]) -> Value | None:
    """Return what *read* makes of the text of an option; raises `click.BadParameter` with its reason."""
    if not text:
        return None
    try:
        return read(text)
    except ValueError as failure:
        raise click.BadParameter(f'"{text}" {failure}.', param_hint=option) from None
