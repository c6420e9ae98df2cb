"""Files in the data folder that nothing reads, because of their name or place: a change to one would go unnoticed.

Knows how the folder is laid out, and reads no file.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from handouts.problems import Place, Problem, Source, warning
from handouts.reading.library import shown_name

_YAML = {".yaml", ".yml"}


def unread_files(data: Path) -> list[Problem]:
    """Return a warning for every YAML file, and every clinic and procedure, that is never read where it stands."""
    return [*_clinics(data / "clinics"), *_texts(data / "procedures"), *_languages(data / "languages")]


def _clinics(folder: Path) -> Iterator[Problem]:
    for clinic in _folders(folder):
        names = {file.name for file in _yaml_files(clinic)}
        if "clinic.yaml" not in names:
            yield _unread(clinic, "a clinic needs a file clinic.yaml, in small letters")
        for name in sorted(names - {"clinic.yaml", "_brand.yml"}):
            yield _unread(clinic / name, "a clinic's files are called clinic.yaml and _brand.yml")
    for file in _yaml_files(folder):
        yield _unread(file, "give each clinic a folder, with a file clinic.yaml")


def _texts(folder: Path) -> Iterator[Problem]:
    for procedure in _folders(folder):
        files = _yaml_files(procedure)
        if not any(file.suffix == ".yaml" for file in files):
            yield _unread(procedure, "a procedure needs a file for each language, such as en.yaml")
        yield from (_unread(file, f"call it {file.stem}.yaml") for file in files if file.suffix != ".yaml")
    for file in _yaml_files(folder):
        yield _unread(file, f"move it to {file.stem}/en.yaml, or whatever its language is")


def _languages(folder: Path) -> Iterator[Problem]:
    for file in _yaml_files(folder):
        if file.suffix != ".yaml":
            yield _unread(file, f"call it {file.stem}.yaml")


def _folders(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("[!.]*") if path.is_dir())


def _yaml_files(folder: Path) -> list[Path]:
    files = (path for path in folder.glob("[!.]*") if path.suffix.lower() in _YAML and path.is_file())
    return sorted(files)


def _unread(path: Path, hint: str) -> Problem:
    what = "this folder" if path.is_dir() else "this file"
    return warning("unread-file", f"{what} is not read", Place(Source(shown_name(path))), hint)
