"""The command line as a process: runs a command, says what stopped it, and ends with 0, 1 or 2.

Results go to stdout, messages for people to stderr. Knows the commands and nothing of what they do.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from io import TextIOWrapper
from types import ModuleType

import click

from handouts.cli.commands import handouts, program_name
from handouts.problems import ContentError, error

DONE, SOME_FAILED, WRONG_COMMAND, INTERRUPTED = 0, 1, 2, 130
"""Exit statuses: all done; some content has an error (the rest was done); the command line itself was wrong;
stopped by Ctrl-C (the shells' convention, 128 + SIGINT)."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit status; *arguments* are those of the process unless given."""
    # Loading modules makes many objects and no garbage: looking for some all the while costs a tenth of a build.
    gc.set_threshold(100_000, 50, 100)
    # For the same reason the end of the process does not look for any: that costs a sixth of a build.
    atexit.register(gc.freeze)
    _without_plugins()
    _open_what_is_closed()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A console of a Windows code page has no arrow or thin space; a mark is better than a traceback.
            stream.reconfigure(errors="replace")
    try:
        status = handouts.main(args=arguments, prog_name=program_name(), standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
    except click.ClickException as exception:
        exception.show()
        return WRONG_COMMAND
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except ContentError as exception:
        for problem in exception.problems:
            click.echo(problem.describe(), err=True)
        return SOME_FAILED
    except BrokenPipeError:
        # The reader (``| head``) went away.
        _drop_output()
        return DONE
    except OSError as failure:
        # A full disk, a folder that may not be read: what the rooms did not meet themselves.
        what = failure.filename or "the output"
        problem = error("system", f"{what}: {failure.strerror or failure}")
        click.echo(problem.describe(), err=True)
        _drop_output()
        return SOME_FAILED
    except (
        Exception
    ) as fault:  # what no barrier met: told like the rest, without the text that it failed with
        from handouts.delivering.barrier import told

        for problem in told(fault, "what was asked for"):
            click.echo(problem.describe(), err=True)
        return SOME_FAILED
    return status if isinstance(status, int) else DONE


def _open_what_is_closed() -> None:
    """Give a process that was started with a closed stream (``>&-``) one that leads nowhere, under its own number.

    Otherwise the next file that is opened gets the number, and what is printed may end in a patient's handout.
    Python's names for input and output stay None: whoever needs them, such as ``--out -``, finds them closed.
    """
    for number in (0, 1, 2):  # the lowest that is free is given out first
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")


def _drop_output() -> None:
    """Keep the interpreter's last flush of an output that is gone from complaining."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _without_plugins() -> None:
    """Keep pydantic from looking for plugins: nobody else's program takes part in reading.

    Its own setting still loads what would look for them, which is a twelfth of a build (importlib.metadata and email),
    so the one module that would do it is taken as loaded. Should pydantic name it otherwise one day, that costs
    time and nothing else; a test says so.
    """
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    loader = ModuleType("pydantic.plugin._loader")
    vars(loader)["get_plugins"] = tuple  # none
    sys.modules.setdefault(loader.__name__, loader)
