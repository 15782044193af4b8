"""Hostile catalogues: nothing in a msgstr stops a build, reads a file or puts in a script.

Every message below is built into all three forms of an edition, as `kzbook build` does it,
and the finished files are searched. Those that break a rule print their source text; those
that break none must be harmless.
"""

import os
import random
import re
import shutil
import time
import zipfile

import polib
import pymupdf
import pytest
from lxml import html

from conftest import BOOKS, run_kzbook
from kzbook.languages.catalogs import Catalogue, Entry
from kzbook.languages.linter import breaches

CANARY = "canary-5e1f-of-a-file-that-nobody-may-read"
# KZBOOK_EXAMPLES=10000 in `make soak`.
EXAMPLES = min(int(os.environ.get("KZBOOK_EXAMPLES", "200")), 10_000)
BATCH = 200
WHOLE = [
    "```{include} SECRET\n```", "```{literalinclude} SECRET\n```",
    "```{raw} html\n<script>alert(1)</script>\n```", "```{raw} html\n:file: SECRET\n```",
    "```{csv-table} x\n:file: SECRET\n```", "```{figure} SECRET\nx\n```",
    "```{image} SECRET\n```", "```{eval-rst}\n.. include:: SECRET\n```",
    ":::{include} SECRET\n:::", "```{code} python\nx\n```", "```{toctree}\none\n```",
    "```{bibliography}\n```", "```{math}\n\\input{SECRET}\n```", "(x)=\nОдин",
    "{download}`x <SECRET>`", "![x](SECRET)", "[x](SECRET)", "<file://SECRET>",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<a href='javascript:alert(1)'>x</a>",
    "<iframe src=//evil.example></iframe>", "<style>@import '//evil.example'</style>",
    "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](data:text/html,<script>alert(1)</script>)",
    "[x](//evil.example)", "![x](https://evil.example/p.png)", "<https://evil.example>",
    "{{ cycler.__init__.__globals__.os.popen('cat SECRET').read() }}", "{{ 7*7*7*1001 }}",
    "{sub-ref}`x`", "{cite:p}`nobody`", "{cite:p}`law2006", "{fact}`", "{fact}`area", "{fact}``",
    "{ednote}`N1`", "{ednote}`N9`", "{ref}`nowhere`", "{doc}`/../../x`", "{numref}`x`",
    "{eval}`x`", "{raw-html}`<script>`", "{math}`\\input{SECRET}`", "$\\input{SECRET}$",
    "# Один", "## Один\n\n### Два", "1. Один", "2019. Один", "- Один", "> Один", "| a | b |\n|---|---|",
    "Один\n\nДва", "Один\n====", "---\nkey: value\n---\n", "% ничего", "+++", " ", "\n\n", "\\", "\\\\",
    "[^1]", "[^x]: Один", "[x]: https://evil.example", "[Один][x]", "\ud7ff\ufffe", "\x00", "\x1b[31m",
    "\u202eОдин", "О\u200bдин", "{.x onclick=alert(1)}\nОдин", "[Один]{onclick=alert(1)}",
    "`x`{style='background:url(//evil.example)'}", "x" * 5000, "*" * 300, "[" * 300, "`" * 301,
    "{" * 200, "<" * 300, "(" * 500, "> " * 200 + "x", "- " * 100 + "x", "&#60;script&#62;alert(1)",
    "&lt;script&gt;", "%s %(x)s %d", "{0} {x.__class__}", "Один #noqa", "]]>", "-->", "</p></div>",
    '"; alert(1); "', "' onmouseover='alert(1)", "</script><script>alert(1)</script>", '#import "x"',
    '#eval("1")', "@law2006", "Один // два /* три */", "\\u{0}", "#{panic()}", "Простой текст.",
]  # fmt: skip
PIECES = [
    *(each for each in WHOLE if "\n" not in each and len(each) < 60),
    "Один", " ", "\n", "*", "**", "`", "``", "[", "]", "(", ")", "{", "}", "<", ">", "!", "#",
    "\\", "_", "~", "$", "%", "|", "-", "1.", ":", "::", ":::", "```", "&", ";", "\u00a0", "ж",
    "{fact}`area`", "{fact}`семь <ratified>`", "[там](#sec-two)", "{cite:p}`law2006`",
]  # fmt: skip
SOURCES = (
    "Passage {}, with {{fact}}`area`.",
    "Passage {}, see [part two](#sec-two) {{cite:p}}`law2006`.",
    "Passage {} is *plain*.",
    "Passage {}.",
)


def messages(seed):
    """Give one batch of hostile translations: the corpus first, then what chance makes of it."""
    chance = random.Random(seed)
    made = list(WHOLE) if seed == 0 else []
    while len(made) < BATCH:
        made.append("".join(chance.choice(PIECES) for _ in range(chance.randint(1, 6))))
    return made


def book(folder, translations):
    """Write a book with a passage for each of *translations*, hostile in Russian."""
    root = folder / "book"
    shutil.copytree(BOOKS / "small", root, ignore=shutil.ignore_patterns("build", "dist"))
    secret = root / "secret.txt"
    secret.write_text(f"{CANARY}\n", "utf-8")
    passages = [SOURCES[n % len(SOURCES)].format(n) for n in range(len(translations))]
    page = root / "docs/one.md"
    page.write_text(page.read_text("utf-8") + "\n" + "\n\n".join(passages) + "\n", "utf-8")
    done = run_kzbook("catalogs", "update", root=root)
    assert done.returncode == 0, done.stderr
    path = root / "locales/ru/LC_MESSAGES/one.po"
    catalogue = polib.pofile(str(path))
    for passage, hostile in zip(passages, translations, strict=True):
        entry = next(each for each in catalogue if each.msgid == passage)
        entry.msgstr = hostile.replace("SECRET", "../secret.txt")
    catalogue.save()
    return root


def active(tree):
    """List what runs, loads or leads elsewhere in a page."""
    found = [
        f"script {(each.get('src') or each.text).partition('?v=')[0]}"
        for each in tree.iter("script")
    ]
    for element in tree.iter():
        for name, value in element.attrib.items():
            if name.startswith("on") or name in {
                "href",
                "src",
                "srcset",
                "data",
                "action",
                "style",
            }:
                # A script of other words has another checksum in its address.
                found.append(f"{element.tag} {name}={value.partition('?v=')[0]}")
    found += [element.tag for element in tree.iter("iframe", "object", "embed", "base", "form")]
    return set(found)


def pages(root):
    """Yield the name and the bytes of every file that a reader of the Russian edition gets."""
    site = root / "build/ru/html"
    for path in sorted(site.rglob("*")):
        if path.is_file():
            yield str(path.relative_to(site)), path.read_bytes()
    (epub,) = (root / "build/ru/epub").glob("*.epub")
    with zipfile.ZipFile(epub) as archive:
        for name in archive.namelist():
            yield f"epub:{name}", archive.read(name)


def seen(root):
    """Collect what is active in the finished pages; nothing of the secret may be there."""
    found = set()
    for name, data in pages(root):
        assert CANARY.encode() not in data, name
        assert b"/etc/passwd" not in data or name.endswith(".js"), name
        if re.search(r"\.x?html$", name):
            found |= active(html.fromstring(re.sub(rb"<\?xml[^>]*\?>", b"", data)))
    (pdf,) = (root / "build/ru/typst").glob("*.pdf")
    with pymupdf.open(pdf) as document:
        assert CANARY not in "".join(page.get_text() for page in document)
        assert not document.embfile_count()
        found |= {f"pdf {each.get('uri')}" for page in document for each in page.get_links()
                  if each.get("uri")}  # fmt: skip
    return found


def build(root):
    return run_kzbook("build", "ru-html", "ru-pdf", "ru-epub", root=root)


@pytest.fixture(scope="module")
def harmless(tmp_path_factory):
    """What is active in the pages when no translation is hostile."""
    root = book(tmp_path_factory.mktemp("clean"), [""] * BATCH)
    done = build(root)
    # The passages print one figure more often than it is declared for; nothing else is wrong.
    assert set(re.findall(r"\[([\w.-]+)\]$", done.stdout, re.MULTILINE)) == {"fact-places"}
    return seen(root)


@pytest.mark.parametrize("seed", range(max(1, EXAMPLES // BATCH)))
def test_nothing_in_a_translation_breaks_out(tmp_path, harmless, seed):
    root = book(tmp_path, messages(seed))
    done = build(root)
    assert "Traceback" not in done.stderr
    assert done.returncode in {0, 1}, done.stderr
    # Pages link to sources under addresses of their own; only what the book has may be there.
    assert seen(root) - harmless == set()
    if seed == 0:
        told = [line for line in done.stdout.splitlines() if "/ru/LC_MESSAGES/one.po:" in line]
        assert len({line.split(":")[1] for line in told}) > len(WHOLE) * 0.8
        assert not re.search(r"343343|alert\(1\)", "".join(
            html.fromstring((root / "build/ru/html/one.html").read_bytes()).itertext("p")
        ))  # fmt: skip


def test_nothing_in_the_other_catalogues_breaks_out(tmp_path, harmless):
    root = book(tmp_path, [])
    chance = random.Random(1)
    for path in sorted((root / "locales/ru/LC_MESSAGES").glob("*.po")):
        catalogue = polib.pofile(str(path))
        for entry in catalogue:
            hostile = chance.choice(WHOLE).replace("SECRET", "../secret.txt")
            entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, hostile)
            entry.msgstr = "" if entry.msgstr_plural else hostile
        catalogue.save()
    done = build(root)
    assert "Traceback" not in done.stderr
    assert done.returncode in {0, 1}, done.stderr
    assert seen(root) - harmless == set()


def test_a_refused_message_prints_its_source_marked_as_such(tmp_path):
    root = book(
        tmp_path,
        [
            "<b>Один</b> {{fact}}`area`",
            "Хорошо, место 1: {cite:p}`law2006`, [часть два](#sec-two).",
        ],
    )
    done = build(root)
    assert done.returncode == 1
    tree = html.fromstring((root / "build/ru/html/one.html").read_bytes())
    (paragraph,) = [each for each in tree.iter("p") if "Passage 0" in each.text_content()]
    assert paragraph.get("lang") == "en"
    assert any("Хорошо" in each.text_content() for each in tree.iter("p"))


def test_a_message_without_end_is_checked_in_time_that_grows_with_it():
    def seconds(length):
        form = "ж" * length
        entry = Entry("One.", form, 1, forms=(form,))
        started = time.perf_counter()
        found = breaches(Catalogue("ru.po", "ru", (entry,)))
        assert {each.rule for each in found} == set()
        return time.perf_counter() - started

    seconds(100)
    # What grows with the square of the length takes a hundred times as long.
    assert seconds(40_000) < 40 * seconds(4_000)
