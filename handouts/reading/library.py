"""The library: finds procedures, clinics, brands and languages in the data folder and reads them.

The only part of this room that knows how the folder is laid out:
``procedures/<id>/<language>.yaml``, ``clinics/<id>/clinic.yaml`` and ``_brand.yml``,
``languages/<code>.yaml``.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel

from handouts.problems import ContentError, Problem, Source, error, has_errors, warning
from handouts.reading.brand import Brand, resolve_brand
from handouts.reading.ids import id_fault, repeated, twin
from handouts.reading.lost_text import comment_problems
from handouts.reading.models.brand import BrandFile
from handouts.reading.models.clinic import Clinic
from handouts.reading.models.language import Language, is_of_language
from handouts.reading.models.procedure import Checklist, Item, Procedure, Section
from handouts.reading.nodes import as_source, parse_yaml, read_source, too_long
from handouts.reading.roles import Printed
from handouts.reading.suggestions import did_you_mean
from handouts.reading.text import Text
from handouts.reading.validation import validate
from handouts.walk import every, walk

Value = TypeVar("Value")
AnyModel = TypeVar("AnyModel", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Loaded(Generic[Value]):
    """What a file holds: ``value`` is None when the problems hold an error that leaves nothing to use."""

    value: Value | None
    problems: tuple[Problem, ...]
    source: Source

    def require(self) -> Value:
        """Return the value; raises ContentError with every problem when any of them is an error."""
        if self.value is None or has_errors(self.problems):
            raise ContentError(self.problems)
        return self.value


class Library:
    """The content in the folder *data*; *fonts* holds a folder for each font family.

    *home* holds the ``data`` and ``fonts`` that came with the program: a language or a family that is not in the
    folders of one's own is taken from there, so that these need not be copied, nor mended at an upgrade.
    Nothing is read before it is asked for, and nothing is remembered: a changed file is read anew.
    """

    def __init__(self, data: Path, fonts: Path, home: Path | None = None) -> None:
        self.data = data
        self.fonts = fonts
        self.home = home
        self.texts: Mapping[str, str] = {}

    def with_texts(self, texts: Mapping[Path, str]) -> Library:
        """Return this library with *texts* in the place of files of these names, saved or not: what an editor holds."""
        library = type(self)(self.data, self.fonts, self.home)
        library.texts = {_key(path): text for path, text in texts.items()}
        return library

    def procedure_ids(self) -> list[str]:
        """Return the ids of the procedures, sorted."""
        return self._folders("procedures", lambda names: any(name.endswith(".yaml") for name in names))

    def clinic_ids(self) -> list[str]:
        """Return the ids of the clinics, sorted."""
        return self._folders("clinics", lambda names: "clinic.yaml" in names)

    def language_codes(self) -> list[str]:
        """Return the codes of the languages that a page can be printed in, sorted."""
        return sorted(self._language_files())

    def languages_of(self, procedure_id: str) -> list[str]:
        """Return the codes of the languages that a procedure is written in, sorted.

        Raises ContentError when there is no such procedure.
        """
        self._require("procedure", procedure_id, self.procedure_ids())
        return sorted(path.stem for path in self._yaml_files(self.data / "procedures" / procedure_id))

    def procedure(self, procedure_id: str, language: str) -> Loaded[Procedure]:
        """Read a procedure in one language; raises ContentError when there is no such procedure or text."""
        self._require("language", language, self.languages_of(procedure_id), f' of "{procedure_id}"')
        loaded = self._load(self.data / "procedures" / procedure_id / f"{language}.yaml", Procedure)
        bad = [bad_id("procedure", procedure_id, self.procedure_ids())]
        bad += [bad_id("language", language, self.languages_of(procedure_id))]
        bad += [*_repeated_ids(loaded.value), *_idle_icons(loaded.value)]
        return replace(loaded, problems=(*loaded.problems, *filter(None, bad)))

    def clinic(self, clinic_id: str) -> Loaded[Clinic]:
        """Read a clinic; raises ContentError when there is no such clinic."""
        self._require("clinic", clinic_id, self.clinic_ids())
        loaded = self._load(self.data / "clinics" / clinic_id / "clinic.yaml", Clinic)
        bad = [bad_id("clinic", clinic_id, self.clinic_ids()), *self._unknown_names(loaded.value)]
        return replace(loaded, problems=(*loaded.problems, *filter(None, bad)))

    def _unknown_names(self, clinic: Clinic | None) -> Iterator[Problem]:
        """Yield a problem for each name in *clinic* of something that is not there, or that is there twice."""
        if clinic is None:
            return
        yield from repeated("language", clinic.languages)
        usual = clinic.defaults.language
        if usual is not None and usual not in clinic.languages:
            message = f'the language "{usual}" is none of this clinic\'s'
            hint = did_you_mean(usual, clinic.languages) or "add it to languages:"
            yield error("unknown-language", message, usual.place, hint)
        known = self.procedure_ids() if clinic.procedures else []
        for name in clinic.procedures:
            if name not in known:
                meant = did_you_mean(name, known)
                yield error("unknown-procedure", f'there is no procedure "{name}"', name.place, meant)

    def brand(self, clinic_id: str) -> Loaded[Brand]:
        """Read and resolve the brand of a clinic; one without a brand file has the plain look.

        A brand without a name bears the clinic's. Raises ContentError when there is no such clinic.
        """
        self._require("clinic", clinic_id, self.clinic_ids())
        folder = self.data / "clinics" / clinic_id
        path = folder / "_brand.yml"
        if _key(path) not in self.texts and not os.path.lexists(
            path
        ):  # a link that leads nowhere is a mistake, and told
            return Loaded(Brand(name=self._clinic_name(clinic_id)), (), Source(shown_name(path)))
        loaded = self._load(path, BrandFile)
        if loaded.value is None:
            return Loaded(None, loaded.problems, loaded.source)
        fonts = (self.fonts, self.home / "fonts") if self.home else (self.fonts,)
        brand, problems = resolve_brand(loaded.value, parse_yaml(loaded.source), folder, fonts)
        if not brand.name:
            brand = replace(brand, name=self._clinic_name(clinic_id))
        return Loaded(brand, (*loaded.problems, *problems), loaded.source)

    def language(self, code: str) -> Loaded[Language]:
        """Read the page's own words in a language; raises ContentError when there is no such language."""
        self._require("language", code, self.language_codes())
        loaded = self._load(self._language_files()[code], Language)
        locale = loaded.value.dates.locale if loaded.value is not None else None
        if locale is None or is_of_language(locale, code):
            return loaded
        message = f'the dates of "{locale}" would be printed in the language "{code}"'
        hint = f'name the locale of "{code}", or give its names of days and months under "names"'
        return replace(
            loaded, problems=(*loaded.problems, error("other-language", message, locale.place, hint))
        )

    def _language_files(self) -> dict[str, Path]:
        """Return the file of each language by its code; a file of one's own stands before the program's."""
        folders = [self.home / "data", self.data] if self.home else [self.data]
        return {path.stem: path for folder in folders for path in self._yaml_files(folder / "languages")}

    def _clinic_name(self, clinic_id: str) -> str:
        clinic = self.clinic(clinic_id).value
        return str(clinic.name) if clinic else clinic_id

    def _folders(self, kind: str, is_one: Callable[[list[str]], bool]) -> list[str]:
        """Return the names of the folders of *kind* that hold one by the names of their files; what these are is told
        when they are read."""
        folders = (name for name in self._listed(self.data / kind) if not name.startswith("."))
        return sorted(name for name in folders if is_one(self._listed(self.data / kind / name)))

    def _yaml_files(self, folder: Path) -> list[Path]:
        return [folder / name for name in self._listed(folder) if name.endswith(".yaml")]

    def _listed(self, folder: Path) -> list[str]:
        """Return the names of what is in *folder*, and of the texts for there; none where nobody may look into it."""
        try:
            names = [path.name for path in folder.iterdir()]
        except OSError:
            names = []
        if self.texts:
            inner = Path(_key(folder))
            more = [
                Path(path).relative_to(inner).parts[0]
                for path in self.texts
                if Path(path).is_relative_to(inner)
            ]
            names = list(dict.fromkeys([*names, *more]))
        return names

    def _load(self, path: Path, model: type[AnyModel]) -> Loaded[AnyModel]:
        source = Source(shown_name(path))
        try:
            text = self.texts.get(_key(path)) if self.texts else None
            source = read_source(path, source.name) if text is None else as_source(text, source.name)
            positioned = parse_yaml(source)
            long = [] if model is BrandFile else too_long(positioned)  # of a brand, hardly a text is printed
            if long:
                return Loaded(None, tuple(long), source)
        except ContentError as failure:
            return Loaded(None, failure.problems, source)
        value, problems = validate(model, positioned, source)
        printed = every(Printed, value)
        places = frozenset((text.place.line, text.place.column) for text in printed)
        problems += comment_problems(source, positioned.plain, places, only_printed=model is BrandFile)
        return Loaded(value, tuple(problems), source)

    def _require(self, kind: str, name: str, known: Iterable[str], of: str = "") -> None:
        known = list(known)
        if name not in known:
            hint = did_you_mean(name, known)
            if not known:
                hint = f"nothing of the kind stands in {shown_name(self.data)}; is this the data folder?"
            raise ContentError([error(f"unknown-{kind}", f'there is no {kind} "{name}"{of}', hint=hint)])

    def id_problems(self) -> list[Problem]:
        """Return a problem for each procedure, clinic and language whose name cannot be its id on every system."""
        kinds = [("procedure", self.procedure_ids()), ("clinic", self.clinic_ids())]
        kinds += [("language", self.language_codes())]
        kinds += [("language", self.languages_of(name)) for name in self.procedure_ids()]
        found = [bad_id(kind, name, known) for kind, known in kinds for name in known]
        return list(dict.fromkeys(problem for problem in found if problem is not None))


def bad_id(kind: str, name: str, known: Iterable[str]) -> Problem | None:
    """Return a problem when *name* cannot be the id of a *kind* on every system, *known* being all of that kind."""
    fault = id_fault(name)
    if fault is not None:
        return error("bad-id", f'the {kind} "{name}" cannot be called so: it {fault[0]}', hint=fault[1])
    other = twin(name, known)
    if other is not None:
        first, second = sorted((name, other))
        message = f'the {kind} names "{first}" and "{second}" are one name on Windows and macOS'
        return error("same-id", message, hint="rename one of them")
    return None


def _repeated_ids(procedure: Procedure | None) -> list[Problem]:
    sections, items = every(Section, procedure), every(Item, procedure)
    return [
        *repeated("section", [section.id for section in sections]),
        *repeated("item", [item.id for item in items]),
    ]


def _idle_icons(procedure: Procedure | None) -> Iterator[Problem]:
    """Yield a warning for each icon where none is printed."""
    for item, owners in walk(procedure, (Item, Text)):
        icon = item.icon if isinstance(item, Item) else None
        if icon is not None and not any(isinstance(owner, Checklist) for owner in owners):
            message = "no icon is printed here: only the items of a checklist have them"
            yield warning("idle-icon", message, icon.place, "take it out, or write a checklist")


def _key(path: Path) -> str:
    """Return *path* as texts are known by it: in full, links and all."""
    return os.path.normpath(path.absolute())


def shown_name(path: Path) -> str:
    """Return *path* as people are shown it: from the current folder when it lies inside, else in full."""
    full = path.absolute()
    try:
        return full.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(full)
