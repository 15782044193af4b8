"""The last hand on the PDF: what Typst leaves undone, and the file as it is kept."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
from sphinx.locale import _

from kzbook.formats.typst import metadata, tagging, textlayer

if TYPE_CHECKING:
    from collections.abc import Mapping


def finish(
    made: bytes, languages: Mapping[str, str], tags: Mapping[str, str] | None = None
) -> bytes:
    """Complete the tags, the links and the metadata of a PDF by Typst.

    *languages* is that of `metadata.complete`, *tags* of `metadata.retag`; the words are those of the edition loaded.
    The same PDF gives the same bytes.
    """
    words = tagging.Words(
        note=str(_("Note")),
        editors_note=str(_("Editor’s note %s")),
        back=str(_("Back to the text")),
        page=str(_("page %s")),
    )
    finished = io.BytesIO()
    with pikepdf.open(io.BytesIO(made)) as pdf:
        textlayer.clean(pdf)
        tagging.mend(pdf, words)
        metadata.complete(pdf, languages)
        metadata.retag(pdf, tags or {})
        pdf.save(
            finished,
            deterministic_id=True,
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return finished.getvalue()
