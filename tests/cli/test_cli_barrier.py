"""A fault in one handout costs that handout alone: the others are made, and no message says what it failed with."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_library import PROCEDURE, PROCEDURE_FILE, write_library

from handouts.cli.main import main
from handouts.composing import compose as composing
from handouts.rendering import render as rendering
from handouts.text.fonts import load_font

NAME = "Zzyzx Sample"
VISIT = ["--patient", NAME, "--date", "2026-12-01"]
SAID = re.compile(
    r"error: .* not made: a fault of the program, KeyError \(\w+\.py:\d+\)\n +hint: please report it"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder, with a library of two procedures."""
    data = write_library(tmp_path / "data")
    other = data / "procedures" / "hip-injection" / "en.yaml"
    other.parent.mkdir()
    other.write_text(PROCEDURE.replace("Knee", "Hip"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def fails_for(title: str, plain: Callable[..., Any]) -> Callable[..., Any]:
    """Return *plain*, except that it fails with the patient's name when the text *title* is in what it is given."""

    def spoilt(first: Any, *others: Any, **more: Any) -> Any:
        if title in repr(first):
            raise KeyError(f"{NAME} {first!r}")
        return plain(first, *others, **more)

    return spoilt


@pytest.mark.parametrize("room", [composing, rendering.Renderer], ids=["composing", "rendering"])
def test_a_fault_in_one_handout_leaves_the_others(
    room: Any, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if room is composing:
        monkeypatch.setattr(composing, "compose", fails_for("Knee injection", composing.compose))
    else:
        plain = rendering.Renderer.render
        monkeypatch.setattr(
            rendering.Renderer,
            "render",
            lambda self, document: fails_for("Knee injection", lambda d: plain(self, d))(document),
        )
    assert main(["--data", "data", "build", "--out", "out", *VISIT]) == 1
    said = capsys.readouterr()
    assert SAID.search(said.err), said.err
    assert not {"Traceback", "Zzyzx", "Knee"} & {*re.findall(r"\w+", said.err + said.out)}
    assert [file.name.partition(".")[0] for file in Path("out").rglob("*.pdf")] == ["hip-injection"]


def test_check_says_a_fault_and_goes_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(composing, "compose", fails_for("Knee injection", composing.compose))
    assert main(["--data", "data", "check"]) == 1
    said = capsys.readouterr()
    assert SAID.search(said.err), said.err
    assert "errors 1," in said.out


def test_check_goes_on_past_a_language_that_a_procedure_lacks(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "data" / "procedures" / "hip-injection" / "en.yaml").rename(
        folder / "data" / "procedures" / "hip-injection" / "es.yaml"
    )
    (folder / "data" / PROCEDURE_FILE).write_text(PROCEDURE.replace("clock", "clok"), encoding="utf-8")
    assert main(["--data", "data", "check"]) == 1
    said = capsys.readouterr().err
    assert 'there is no language "en" of "hip-injection"' in said
    assert 'there is no icon "clok"' in said


def test_a_packet_with_a_fault_is_not_made_and_says_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(composing, "compose", fails_for("Knee injection", composing.compose))
    assert main(["--data", "data", "build", "--packet", *VISIT]) == 1
    said = capsys.readouterr()
    assert SAID.search(said.err), said.err
    assert "Zzyzx" not in said.err + said.out
    assert list(Path().rglob("*.pdf")) == []


def test_a_fault_in_one_proof_leaves_the_others(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_library(folder / "second")
    (folder / "second" / "clinics" / "north").rename(folder / "data" / "clinics" / "south")
    plain = load_font
    seen: list[object] = []

    def spoilt(*given: Any) -> Any:
        seen.append(given)
        if len(seen) == 1:
            raise KeyError(NAME)
        return plain(*given)

    monkeypatch.setattr("handouts.delivering.looks.load_font", spoilt)
    assert main(["--data", "data", "proof"]) == 1
    assert SAID.search(capsys.readouterr().err)
    assert [file.parent.name for file in Path().rglob("proof*.pdf")] == ["south"]


def test_watching_goes_on_after_a_fault(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("handouts.delivering.service.requests_for", fails_for("", lambda *_: []))

    def stop(_seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("time.sleep", stop)
    assert main(["--data", "data", "watch"]) == 0
    said = capsys.readouterr().err
    assert SAID.search(said), said
    assert "Ctrl-C stops" in said


def test_a_picture_that_cannot_be_made_leaves_the_other_files(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("handouts.delivering.preview.page_pictures", fails_for("", lambda *_: []))
    assert main(["--data", "data", "build", "--preview"]) == 1
    assert capsys.readouterr().err.count("a fault of the program") == 2
    assert len(list(Path("build").rglob("*.pdf"))) == 2


def test_a_fault_outside_every_handout_is_told_without_a_traceback(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("handouts.delivering.service.requests_for", fails_for("", lambda *_: []))
    assert main(["--data", "data", "build", *VISIT]) == 1
    said = capsys.readouterr().err
    assert SAID.search(said), said
    assert "Zzyzx" not in said


@pytest.mark.parametrize(
    "expression",
    ["(" * 300 + "1" + ")" * 300, "(" * 90 + "1" + ")" * 90, "clinic.name" + "|upper" * 150,
     "not " * 45 + "1", "[" * 90 + "]" * 90, "clinic" + ".name" * 30, "{" * 90],
)  # fmt: skip
def test_an_expression_that_nobody_can_read_is_told_with_its_line_and_the_others_are_made(
    expression: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = PROCEDURE.replace("clinic.phone", expression)
    (folder / "data" / PROCEDURE_FILE).write_text(text, encoding="utf-8")
    assert main(["--data", "data", "build"]) == 1
    said = capsys.readouterr().err
    assert re.match(r"data/procedures/knee-injection/en.yaml:\d+:\d+: error: ", said), said
    assert "a fault of the program" not in said
    assert [file.name for file in Path("build").rglob("*.pdf")] == ["hip-injection.en.letter.pdf"]
