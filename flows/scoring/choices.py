"""What the user chooses when scores are shown. Imports nothing heavy: the command line is built from it."""

from enum import StrEnum


class By(StrEnum):
    """What the rows of a table stand for, beside kind and half."""

    KIND = "kind"
    LANGUAGE = "language"
    FORMAT = "format"
    DOCUMENT = "document"


class CaseClass(StrEnum):
    """Which short cases are scored: absolute ones can be read without knowing the day of writing."""

    ABSOLUTE = "absolute"
    RELATIVE = "relative"
    ALL = "all"
