"""The commands: what each asks and what it calls. Heavy rooms are imported by the commands that need them.

Every command returns its exit status. Knows nothing of how a handout is made.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handouts import __version__
from handouts.cli.arguments import Place, appointment_of, how_printed, printed
from handouts.problems import ContentError, error

if TYPE_CHECKING:
    from handouts.delivering.service import Service
    from handouts.tailoring.handout import Edition, Paper


def program_name() -> str:
    name = Path(sys.argv[0]).name
    return f"python3 {name}" if name == "generate.py" else "handouts"


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    envvar="HANDOUTS_DATA",
    help="The folder with clinics, procedures and languages. [default: data, or HANDOUTS_DATA]",
)
@click.version_option(__version__, prog_name="handouts")
@click.pass_context
def handouts(context: click.Context, data: Path | None) -> int | None:
    """Make patient handouts: every procedure, for every clinic, in every language.

    \b
    Examples:
      python3 generate.py
      python3 generate.py build lumbar-sympathetic-block --clinic parkview --open
      python3 generate.py batch tomorrow.csv --clinic parkview --merge tomorrow.pdf
      python3 generate.py check

    Exit status: 0 done; 1 something has an error and was not made (the rest was); 2 wrong command line.
    """
    context.obj = data
    if context.invoked_subcommand is not None:
        return None
    from handouts.cli.reports import report_build
    from handouts.tailoring.request import Request

    return report_build(_service(data).build(Request()))


@handouts.command("build")
@click.argument("procedures", metavar="[PROCEDURE]...", nargs=-1)
@click.option("--clinic", "clinics", multiple=True, metavar="ID", help="Only this clinic; may be repeated.")
@click.option("--language", metavar="CODE", help="Only in this language, for instance es.")
@how_printed("Instead of the clinic's.", "Answers an option of the procedure; may be repeated.")
@click.option("--date", "day", metavar="DATE", help="Day of the visit: 2026-12-01, 12/1, tomorrow, Tuesday.")
@click.option(
    "--time",
    "arrive",
    metavar="TIME",
    help="Time to arrive: 14:15, 2:15 PM, 9am. 2:15 is asked if it could be night.",
)
@click.option("--patient", metavar="NAME", help="Printed on the card; written nowhere but in the PDF.")
@click.option("--provider", metavar="NAME", help="Who does the procedure.")
@click.option("--place", metavar="TEXT", help="Where to go.")
@click.option(
    "--out",
    type=Place(pdf_or_folder=True),
    help="Folder, or a file that ends in .pdf when one handout is made; - is the standard output. [default: build]",
)
@click.option("--strict", is_flag=True, help="Warnings count as errors: what is doubtful is not made.")
@click.option("--packet", is_flag=True, help="One PDF of all, each handout on sheets of its own.")
@click.option("--cover", is_flag=True, help="With --packet: a first page that says what follows.")
@click.option("--open", "show", is_flag=True, help="Open what was made.")
@click.option("--preview", is_flag=True, help="Also write a picture (PNG) of each page beside the PDF.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option("--transcript", is_flag=True, help="Also write what a screen reader says, beside the PDF.")
@click.option(
    "--html", is_flag=True, help="Also write a web page of each handout, for any screen, beside the PDF."
)
@click.pass_obj
def build_command(
    data: Path | None,
    /,
    procedures: tuple[str, ...],
    clinics: tuple[str, ...],
    language: str | None,
    edition: Edition | None,
    paper: Paper | None,
    mono: bool | None,
    options: dict[str, str],
    out: Path | None,
    strict: bool,
    packet: bool,
    cover: bool,
    show: bool,
    as_json: bool,
    transcript: bool,
    preview: bool,
    html: bool,
    **visit: Any,
) -> int:
    """Make some handouts: the named procedures, or all.

    \b
    Examples:
      python3 generate.py build --clinic parkview --paper a4
      python3 generate.py build lumbar-sympathetic-block --language en --mono
      python3 generate.py build lumbar-sympathetic-block --clinic parkview \\
          --date 2026-03-09 --time 07:30 --option sedation=yes --open

    A procedure goes by its id, its title or one of its other names (build LSB); "list" shows them, with the options.

    Handouts go to build/CLINIC/; those for one visit to build/visits/CLINIC/, each under a number of its own and
    for your eyes only. A file is replaced only by one of its own kind.
    """
    from handouts.cli.reports import STANDARD_OUTPUT, report_build
    from handouts.delivering.writing import Destination
    from handouts.tailoring.request import Request

    if cover and not packet:
        raise click.UsageError("A cover belongs to a packet: give --packet too.")
    if html and packet:
        raise click.UsageError(
            "--html makes a page of each handout, and a packet is one file: give one of them."
        )
    if out == STANDARD_OUTPUT and (as_json or show or preview or transcript or html):
        extras = "--json, --open, --preview, --transcript and --html"
        raise click.UsageError(f"--out - is for the PDF alone: leave out {extras}.")
    service = _service(data)
    request = Request(
        language=language or "",
        edition=edition,
        paper=paper,
        mono=mono,
        answers=options,
        appointment=appointment_of(service.library, clinics, **visit),
        strict=strict,
    )
    destination = Destination(out, preview, transcript, html)
    with _fitting():
        if packet:
            run = service.packet(request, procedures, clinics, destination, cover)
        else:
            run = service.build(request, procedures, clinics, destination)
    return report_build(run, as_json, show)


@handouts.command("batch")
@click.argument(
    "list_file",
    metavar="LIST.csv",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
)
@click.option("--out", type=Place(file_okay=False), metavar="FOLDER",
              help="Folder for a file each. [default: build/batch/LIST]")  # fmt: skip
@click.option("--merge", type=Place(dir_okay=False), metavar="FILE",
              help="One PDF in the order of the list, each handout on its own sheets; - is standard output.")  # fmt: skip
@click.option("--clinic", metavar="ID", help="Where the visits are, if the list does not say.")
@click.option("--language", metavar="CODE", help="For rows that name none. [default: the clinic's]")
@click.option("--procedure", metavar="ID", help="For lists without a column for it.")
@how_printed("For rows that name none.", "Answers an option for rows that do not; may be repeated.")
@click.option("--name-files", is_flag=True, help="Put patients' names into the names of the files.")
@click.option(
    "--resume", is_flag=True, help="Go on with a batch that was stopped, or whose list has changed."
)
@click.option("--jobs", type=click.IntRange(1, 64), metavar="N",
              help="Processes. [default: one, and all cores if it takes long]")  # fmt: skip
@click.option("--strict", is_flag=True, help="A row with a warning is not made.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option("--open", "show", is_flag=True, help="Open what was made.")
@click.pass_obj
def batch_command(
    data: Path | None,
    /,
    list_file: Path,
    out: Path | None,
    merge: Path | None,
    clinic: str | None,
    language: str | None,
    procedure: str | None,
    options: dict[str, str],
    jobs: int | None,
    name_files: bool,
    resume: bool,
    as_json: bool,
    show: bool,
    **wishes: Any,
) -> int:
    """Make a handout for each row of an appointment list.

    \b
    Examples:
      python3 generate.py batch tomorrow.csv --clinic parkview
      python3 generate.py batch tomorrow.csv --clinic parkview --merge tomorrow.pdf --open

    The list is a CSV file or an Excel workbook (.xlsx): a row of headings, then a row for each visit. Columns are
    found by their names: Patient (or First name and Last name), Date, Arrival time, Start time, Procedure, Provider,
    Location, Status, Language, Edition, Clinic, and one for each option, such as Sedation or Side. All but Procedure
    may be left out; what is not said becomes a line to write on.

    \b
    A clinic says in its clinic.yaml what its lists do not:
      appointment_columns     what a list calls a column: {patient: Client}
      appointment_ignored     columns that are not needed
      appointment_not_coming  words of a status, or entries, for which nobody comes
      appointment_coming      words of a status with which somebody does
      arrive_before_minutes   how long before a start time patients arrive

    A start is never taken for the arrival: with arrive_before_minutes, 0 included, the card prints both; without it
    the list stops and asks. A column called just Time is the time to arrive; where arrive_before_minutes is set, the
    list asks which it is, and beside a column for the arrival it is the start.

    Rows marked as cancelled, no show or rescheduled, rows that a workbook hides or strikes through, and rows that
    repeat another in every cell, are left out and
    told. A column that plainly is a name, a date, a time or a status and is not read stops the list.

    LIST.csv may be -, the standard input.

    A row with a mistake is named as the spreadsheet names it, and the others are made. Patients' names are in the
    PDFs and nowhere else.
    """
    from handouts.cli.list_reports import list_name, read_list, report_list
    from handouts.delivering.mail_merge.list_run import ListOrder
    from handouts.tailoring.request import Request

    if out is not None and merge is not None:
        raise click.UsageError("--out makes a file for each row and --merge one for all: give one of them.")
    if out is not None and str(out) == "-":
        raise click.UsageError(
            "--out - cannot be: a file for each row needs a folder. --merge - makes one PDF of all."
        )
    if str(merge) == "-" and (as_json or show):
        raise click.UsageError("--merge - is for the PDF alone: leave out --json and --open.")
    if str(list_file) == "-" and out is None and merge is None:
        raise click.UsageError(
            "A list from the standard input has no name: say with --out or --merge where to write."
        )
    if merge is not None and (resume or name_files):
        raise click.UsageError(
            "--resume and --name-files are for separate files; a merged file is made in one go."
        )
    order = ListOrder(
        file=list_file,
        data=read_list(list_file),
        name=list_name(list_file),
        request=Request(procedure or "", clinic or "", language or "", answers=options, **wishes),
        out=out,
        merge=merge,
        name_files=name_files,
        resume=resume,
        processes=jobs,
    )
    return report_list(_service(data).batch(order), as_json, show)


@handouts.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.pass_obj
def list_command(data: Path | None, as_json: bool) -> int:
    """Show what there is: procedures with their other names and the questions about a visit, clinics, languages.

    \b
    Examples:
      python3 generate.py list
      python3 generate.py list --json
    """
    from handouts.cli.listing import report_content

    return report_content(*_service(data).list(), as_json)


@handouts.command("check")
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
@click.pass_obj
def check_command(data: Path | None, strict: bool, as_json: bool) -> int:
    """Say what is wrong with any file, where it stands, and how to fix it; write nothing.

    \b
    Example:
      python3 generate.py check --strict
    """
    from handouts.cli.reports import report_check

    return report_check(_service(data).check(strict), as_json)


@handouts.command("schema")
@click.pass_obj
def schema_command(data: Path | None) -> int:
    """Write the JSON Schemas with which editors complete and check the files, into DATA/schema.

    \b
    Example:
      python3 generate.py schema
    """
    from handouts.cli.scaffold import write_schemas

    for file in write_schemas(_own_content(data)):
        click.echo(str(file))
    return 0


@handouts.command("new")
@click.argument("kind", type=click.Choice(["procedure", "clinic", "data"]))
@click.argument("name")
@click.option("--language", default="en", show_default=True, metavar="CODE", help="Language of a procedure.")
@click.pass_obj
def new_command(data: Path | None, /, kind: str, name: str, language: str) -> int:
    """Start a procedure or a clinic: a commented file that builds at once. Or a data folder of your own.

    \b
    Examples:
      python3 generate.py new procedure "Facet joint injection"
      python3 generate.py new clinic Lakeside
      python3 generate.py new data ../our-handouts

    NAME of "data" is the folder to make: a copy of what is here, yours to change, that no upgrade touches.
    """
    from handouts.cli.scaffold import new, new_data, next_step

    if kind == "data":
        from handouts.delivering.places import data_folder

        made = new_data(data_folder(data)[0], Path(name))
    else:
        name = printed("NAME", name) or name
        made = new(_own_content(data), kind, name, language)
    for file in made:
        click.echo(str(file))
    click.echo(next_step(kind, made, program_name(), data), err=True)
    return 0


@handouts.command("proof")
@click.option("--clinic", "clinics", multiple=True, metavar="ID", help="Only this clinic; may be repeated.")
@click.option("--paper", type=click.Choice(["letter", "a4"]), help="Instead of the clinic's.")
@click.option(
    "--out",
    type=Place(pdf_or_folder=True),
    help="Folder, or a file that ends in .pdf when one clinic is named. [default: build]",
)
@click.option("--open", "show", is_flag=True, help="Open what was made.")
@click.option("--preview", is_flag=True, help="Also write a picture (PNG) of each page beside the PDF.")
@click.pass_obj
def proof_command(
    data: Path | None,
    /,
    clinics: tuple[str, ...],
    paper: Paper | None,
    out: Path | None,
    show: bool,
    preview: bool,
) -> int:
    """Show a clinic's brand at work: colours, logo, type and every kind of block, in colour and in grey.

    \b
    Examples:
      python3 generate.py proof --clinic parkview --open
      python3 generate.py proof --preview

    A proof goes to build/CLINIC/. While you edit _brand.yml, "watch --proof" makes it anew at each change.
    """
    from handouts.cli.reports import STANDARD_OUTPUT, report_proof
    from handouts.delivering.writing import Destination

    if out == STANDARD_OUTPUT and (show or preview):
        raise click.UsageError("--out - is for the PDF alone: leave out --open and --preview.")
    with _fitting():
        run = _service(data).proof(clinics, paper, Destination(out, preview))
    return report_proof(run, show)


@handouts.command("watch")
@click.option("--every", default=0.5, show_default=True, metavar="SECONDS", help="How often to look.")
@click.option("--proof", is_flag=True, help="Make the proofs of the brands too.")
@click.pass_obj
def watch_command(data: Path | None, /, every: float, proof: bool) -> int:
    """Build everything, and again whenever a file changes; Ctrl-C stops.

    \b
    Example:
      python3 generate.py watch --every 2
      python3 generate.py watch --proof
    """
    from handouts.cli.watch import watch

    return watch(data, max(every, 0.1), proof)


def _service(data: Path | None) -> Service:
    from handouts.delivering.places import open_library
    from handouts.delivering.service import Service

    return Service(open_library(data))


@contextmanager
def _fitting() -> Iterator[None]:
    """Tell what contradicts itself as a mistake of the command line."""
    from handouts.delivering.service import DoesNotFit

    try:
        yield
    except DoesNotFit as contradiction:
        raise click.UsageError(str(contradiction)) from None


def _own_content(data: Path | None) -> Path:
    """Return the data folder to write to; raises ContentError for the sample inside an installed package."""
    from handouts.delivering.places import data_folder, is_sample

    folder = data_folder(data)[0]
    if is_sample(folder):
        hint = f"make a folder of your own with: {program_name()} new data FOLDER"
        raise ContentError([error("sample", f"{folder} is the sample that came with the package", hint=hint)])
    return folder
