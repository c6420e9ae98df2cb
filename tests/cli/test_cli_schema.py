"""The schemas that editors use are those of the models."""

from __future__ import annotations

import json
from pathlib import Path

from handouts.reading.schemas import json_schemas

COMMITTED = Path(__file__).resolve().parents[2] / "data" / "schema"


def test_the_committed_schemas_are_not_stale() -> None:
    committed = {file.name: json.loads(file.read_text(encoding="utf-8")) for file in COMMITTED.glob("*.json")}
    assert committed == json_schemas(), "run: python3 generate.py schema"
