"""Text: fonts and words become lines of glyphs. Knows no handout, no page and no PDF.

A text is collected from its spans (`paragraph`), given directions (`bidi`) and places to break (`linebreak`),
shaped by HarfBuzz (`shaping`) and filled into lines (`line`). `fonts` opens font files, `families` says which of them
sets a text, `scripts` which scripts can be set at all. Nobody outside of this room adds widths of characters.
"""
