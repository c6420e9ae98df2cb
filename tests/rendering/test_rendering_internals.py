"""The canary: fails first, and says what to look at, when a ReportLab release changes what we lean on."""

from handouts.rendering import internals


def test_reportlab_internals_are_as_they_were_proved() -> None:
    assert internals.check_internals() == []


def test_a_missing_internal_is_named_with_where_to_look(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setitem(internals.CANVAS, "_gone", "HandoutCanvas: for this test")
    assert internals.check_internals() == [
        "ReportLab's Canvas has no _gone any more: look at HandoutCanvas: for this test"
    ]
