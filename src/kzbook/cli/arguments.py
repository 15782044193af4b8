"""What the command line takes: its verbs and their options, told in the terminal's language."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from kzbook.cli.catalogs import glossary, status, update
from kzbook.cli.checking import check, links
from kzbook.cli.publishing import bench, bib, build, preview, publish
from kzbook.finding import ReportFormat
from kzbook.speech import say, spoken

if TYPE_CHECKING:
    from collections.abc import Callable


def parser() -> argparse.ArgumentParser:
    """Make the parser of the command line."""
    made = argparse.ArgumentParser(
        prog="kzbook",
        description=spoken(say("Publish one book as many editions: language by format.")),
    )
    verbs = made.add_subparsers(required=True, metavar="VERB")
    everywhere = argparse.ArgumentParser(add_help=False)
    everywhere.add_argument(
        "--root",
        type=Path,
        default=Path(),
        help=spoken(say("the book's folder (default: this one)")),
    )
    formats = get_args(ReportFormat)
    reporting = argparse.ArgumentParser(add_help=False)
    reporting.add_argument(
        "--format", choices=formats, default="text", help=spoken(say("how to report"))
    )

    def verb(
        name: str, function: Callable[[argparse.Namespace], int], *parents: argparse.ArgumentParser
    ) -> argparse.ArgumentParser:
        told = _told_of(function)
        made = verbs.add_parser(name, parents=[everywhere, *parents], help=told, description=told)
        made.set_defaults(verb=function)
        return made

    publishing = verb("publish", publish)
    publishing.add_argument(
        "--print",
        action="store_true",
        help=spoken(say("with pages and covers for the printer, in dist/print")),
    )
    building = verb("build", build)
    building.add_argument(
        "editions",
        nargs="*",
        metavar="EDITION",
        help=spoken(say("for instance kk-epub or kk-Latn-epub; none: all that are published")),
    )
    previewing = verb("preview", preview)
    previewing.add_argument("language", metavar="LANG", help=spoken(say("for instance kk")))
    previewing.add_argument(
        "--review",
        action="store_true",
        help=spoken(say("begin with source and translation side by side")),
    )
    previewing.add_argument(
        "--port",
        type=_port,
        default=0,
        metavar="PORT",
        help=spoken(say("default: any that is free")),
    )
    checking = verb("check", check, reporting)
    checking.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help=spoken(say(".po files; none: the book"))
    )
    checking.add_argument(
        "--spelling",
        action="store_true",
        help=spoken(say("by hunspell's dictionaries (kzbook[spell])")),
    )
    checking.add_argument(
        "--explain", nargs="?", const="", metavar="RULE",
        help=spoken(
            say("tell what a rule asks and why, with examples; without RULE: list the rules")
        ),
    )  # fmt: skip
    linking = verb("links", links, reporting)
    linking.add_argument("--all", action="store_true", help="ask every address, due or not")
    linking.add_argument(
        "--due", type=int, metavar="DAYS", help="ask what was asked so many days ago, or earlier"
    )
    linking.add_argument(
        "--suggest-archives", action="store_true",
        help="ask an archive for copies of the sources, instead of the sources",
    )  # fmt: skip
    measuring = verb("bench", bench)
    measuring.add_argument("names", nargs="*", metavar="NAME", help="for instance links; none: all")
    verb("bib", bib)
    catalogs = verbs.add_parser("catalogs", help=spoken(say("Keep the translation catalogues.")))
    actions = catalogs.add_subparsers(required=True, metavar="ACTION")
    for name, function, parents in (
        ("update", update, ()),
        ("status", status, (reporting,)),
        ("glossary", glossary, ()),
    ):
        told = _told_of(function)
        action = actions.add_parser(
            name, parents=[everywhere, *parents], help=told, description=told
        )
        action.set_defaults(verb=function)
        if function is glossary:
            action.add_argument(
                "--tbx",
                type=Path,
                required=True,
                metavar="FILE",
                help=spoken(say("the file to write")),
            )
            action.add_argument(
                "--edition", choices=("2019", "2008"), default="2019",
                help=spoken(say("of ISO 30042; Weblate reads 2008")),
            )  # fmt: skip
    return made


def _port(text: str) -> int:
    if text.isdecimal() and 0 <= int(text) < 1 << 16:
        return int(text)
    message = say("%(text)s is no port: 0 to 65535", text=text)
    raise argparse.ArgumentTypeError(spoken(message))


def _told_of(function: Callable[..., int]) -> str:
    """Give the first sentence of a verb's docstring in the language of the terminal."""
    return spoken(say((function.__doc__ or "").splitlines()[0]))
