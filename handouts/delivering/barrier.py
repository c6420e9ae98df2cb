"""The barrier around one handout: whatever fails inside becomes a problem of that handout, and the others are made.

What is said may be kept in a log: it names the kind of the fault and the place in the program, and quotes nothing, since
that may be a patient's.
"""

from __future__ import annotations

from pathlib import Path

from handouts.problems import ContentError, Place, Problem, error

PACKAGE = Path(__file__).resolve().parents[1]


def told(
    failure: Exception, what: str, place: Place | None = None, others: str = "handouts"
) -> tuple[Problem, ...]:
    """Return the problems that *failure* comes to; *what* was not made because of it, and *others* go on.

    Problems that were raised to be told are told as they are.
    """
    if isinstance(failure, ContentError):
        return failure.problems
    if isinstance(failure, OSError) and failure.strerror:
        where = f"{failure.filename}: " if isinstance(failure.filename, str) else ""
        return (error("system", f"{what} was not made: {where}{failure.strerror}", place),)
    if isinstance(failure, ImportError):
        message = f"{what} was not made: a part of the program cannot be loaded ({failure.name})"
        return (error("damaged", message, place, "remove the folder .venv, or install the program again"),)
    message = f"{what} was not made: a fault of the program, {type(failure).__name__}{_where(failure)}"
    return (error("fault", message, place, f"please report it; the other {others} are not touched by it"),)


def _where(failure: Exception) -> str:
    """Return `` (module.py:12)``: the last line of this program that ran, or of any where none of it did."""
    ours = last = ""
    trace = failure.__traceback__
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        last = f" ({file.name}:{trace.tb_lineno})"
        if PACKAGE in file.parents:
            ours = last
        trace = trace.tb_next
    return ours or last
