"""The same handout for a screen: one self-contained web page. Knows handouts and brands; never PDF, files or HTTP."""
