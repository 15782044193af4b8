"""The EPUB container: the same files give the same bytes."""

from __future__ import annotations

import io
import time
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = "EPUB"
PACKAGE = "package.opf"
MIMETYPE = b"application/epub+zip"
CONTAINER = f"""<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles>
    <rootfile full-path="{FOLDER}/{PACKAGE}" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"""
# Apple Books shows a book's own fonts only when asked so.
APPLE_OPTIONS = """<?xml version="1.0" encoding="UTF-8"?>
<display_options>
  <platform name="*">
    <option name="specified-fonts">true</option>
  </platform>
</display_options>
"""
# A zip cannot say an earlier time: 1980-01-01T00:00:00Z.
ZIP_EPOCH = 315_532_800
_COMPRESSED = (".jpg", ".jpeg", ".png", ".webp", ".gif")


def archive(files: Mapping[str, bytes], epoch: int) -> bytes:
    """Zip *files*, named from the package document's folder, into an EPUB of the time *epoch*.

    https://www.w3.org/TR/epub-33/#sec-ocf
    """
    written = io.BytesIO()
    moment = time.gmtime(max(epoch, ZIP_EPOCH))[:6]
    with zipfile.ZipFile(written, "w") as container:

        def put(name: str, data: bytes, *, stored: bool = False) -> None:
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            container.writestr(entry, data, compresslevel=None if stored else 9)

        put("mimetype", MIMETYPE, stored=True)
        put("META-INF/com.apple.ibooks.display-options.xml", APPLE_OPTIONS.encode())
        put("META-INF/container.xml", CONTAINER.encode())
        for name in sorted(files, key=lambda name: (name != PACKAGE, name)):
            put(f"{FOLDER}/{name}", files[name], stored=name.endswith(_COMPRESSED))
    return written.getvalue()
