"""`python -m bench [SECTION …]`: measure, and print a short table a section."""

import argparse
from importlib import import_module

from flows.console import say, write, write_table

SECTIONS = ("speed", "start", "ingest", "reading", "pathological", "cases", "fingerprint")
ON_REQUEST = ("profile",)


def main() -> None:
    """Run the sections named, or all but those that run on request alone."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("section", nargs="*", help=f"one of {', '.join((*SECTIONS, *ON_REQUEST))}; all but the last")
    names = parser.parse_args().section
    unknown = [name for name in names if name not in (*SECTIONS, *ON_REQUEST)]
    if unknown:
        parser.error(f"no such section: {', '.join(unknown)}")
    for name in ("machine", *(names or SECTIONS)):
        say(f"bench: {name}")
        for table in import_module(f"bench.{name}").run():
            write_table(table.columns, table.rows, title=table.title)
            if table.note:
                write(table.note)


if __name__ == "__main__":
    main()
