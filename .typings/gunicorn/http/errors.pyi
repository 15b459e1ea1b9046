class ParseException(Exception): ...  # noqa: N818 - its name
