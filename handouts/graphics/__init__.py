"""Graphics: what can be drawn, as plain data: colours, paths, images, lines of text, marks, pages and their structure.

The floor of the house: it knows no PDF library, no file, no brand and no text of its own.
"""
