"""What a page holds: the parsers that platforms share. Pure functions of text; nothing here fetches."""
