"""Our handout without its structure: what tagging costs is the difference. No command can do this."""

from __future__ import annotations

from our_handout import make

from handouts.graphics.document import ComposedDocument
from handouts.rendering.render import Renderer

_tagged_render = Renderer.render


def _untagged(self: Renderer, document: ComposedDocument, tagged: bool = True) -> bytes:
    return _tagged_render(self, document, tagged=False)


Renderer.render = _untagged  # type: ignore[method-assign]

__all__ = ["make"]
