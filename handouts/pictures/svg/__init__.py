"""SVG files as pictures: flat shapes are read into paths. It knows no page, no brand and no PDF."""
