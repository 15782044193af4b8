"""What the PDF says of itself, completed: what made it, and its title in its language.

ISO 16684-1 (XMP); ISO 19005-2:2011, 6.6.2 and 6.6.3 (PDF/A-2).
"""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

import pikepdf
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Mapping


_SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def complete(pdf: pikepdf.Pdf, languages: Mapping[str, str]) -> None:
    """Name the producer, in the XMP and in the information dictionary alike.

    *languages* maps ``title`` and ``description`` to the language that each is written in:
    beside the default text stands one of that language.
    """
    held = pdf.Root["/Metadata"]
    root = etree.fromstring(held.read_bytes())
    (about,) = root.iterfind(".//rdf:Description[@rdf:about]", _SPACES)
    producer = f"{pdf.docinfo['/Creator']}, kzbook {version('kzbook')}"
    etree.SubElement(about, f"{{{_SPACES['pdf']}}}Producer").text = producer
    pdf.docinfo["/Producer"] = producer
    for name, language in languages.items():
        for texts in about.iterfind(f"dc:{name}/rdf:Alt", _SPACES):
            text = etree.SubElement(texts, f"{{{_SPACES['rdf']}}}li", {_LANGUAGE: language})
            text.text = texts[0].text
    # With the processing instructions before and after, which make it a packet.
    held.write(etree.tostring(root.getroottree(), encoding="utf-8"))


def retag(pdf: pikepdf.Pdf, tags: Mapping[str, str]) -> None:
    """Call the languages of *pdf* by other tags, in its catalogue, its structure and its XMP."""
    tags = {old: new for old, new in tags.items() if old != new}
    if not tags:
        return
    for held in (pdf.Root, *pdf.objects):
        if isinstance(held, pikepdf.Dictionary) and "/Lang" in held:
            old = str(held["/Lang"])
            held["/Lang"] = tags.get(old, old)
    metadata = pdf.Root["/Metadata"]
    root = etree.fromstring(metadata.read_bytes())
    for each in root.iterfind(".//dc:language//rdf:li", _SPACES):
        each.text = tags.get(each.text or "", each.text)
    for each in root.iter():
        if new := tags.get(each.get(_LANGUAGE, "")):
            each.set(_LANGUAGE, new)
    metadata.write(etree.tostring(root.getroottree(), encoding="utf-8"))
