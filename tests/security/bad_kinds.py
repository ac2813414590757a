"""Files that are not what they say: other formats, two formats in one, and false names."""

import io
import struct
import zipfile
from collections.abc import Iterator
from random import Random

from tests.images import encode, png_header
from tests.security.bad_jpeg import after_start, segment
from tests.security.bad_png import chunk, png
from tests.security.formats import BadFile, accepted, named, noisy

SCRIPT = b"<script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">' + SCRIPT + b"</svg>"


def bombs_of_other_formats() -> Iterator[BadFile]:
    """Formats that are not read at all, with a size that would hurt."""
    photo = noisy(16, 16)
    gif = encode(photo, "GIF")
    yield named("bomb.gif", gif[:6] + b"\xff\xff\xff\xff" + gif[10:])
    bmp = encode(photo, "BMP")
    yield named("bomb.bmp", bmp[:18] + struct.pack("<ii", 65_535, 65_535) + bmp[26:])
    tiff = encode(photo, "TIFF")
    width = tiff.index(struct.pack("<HHL", 256, 4, 1)) + 8
    yield named("bomb.tif", tiff[:width] + struct.pack("<L", 2**31) + tiff[width + 4 :])
    inside = png_header(65_535, 65_535)
    entry = struct.pack("<BBBBHHII", 0, 0, 0, 0, 1, 32, len(inside), 22)
    yield named("bomb.ico", b"\0\0\1\0\1\0" + entry + inside)


def polyglots() -> Iterator[BadFile]:
    """Two files in one: a photo for us, something else for whoever looks at it another way."""
    jpeg, photo = accepted()["baseline.jpg"], accepted()["photo.png"]
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr(zipfile.ZipInfo("../../evil.html"), SCRIPT)
    yield named("html-in-comment.jpg", after_start(segment(0xFE, b"<html>" + SCRIPT)))
    yield named("html-after.jpg", jpeg + b"<html>" + SCRIPT)
    yield named("zip-after.jpg", jpeg + archive.getvalue())
    yield named("php-in-comment.jpg", after_start(segment(0xFE, b"<?php system($_GET[0]); ?>")))
    script = chunk(b"tEXt", b"Comment\0*/=1;alert(1)/*")
    yield named("script-in-text.png", png(64, 64, before=script))
    yield named("script-after.png", photo + b"*/=1;alert(1)//")
    yield named("html-first.html", SCRIPT + jpeg)
    yield named("photo.svg", SVG)
    yield named("svg-after.png", photo + SVG)
    yield named("gif-and-script.gif", b"GIF89a/*" + bytes(8) + b"*/=1;alert(1)//;")


def false_names() -> Iterator[BadFile]:
    """Each format under the name and content type of another."""
    photos = accepted()
    kinds = ["text/html", "image/svg+xml", "application/octet-stream", "", "image/jpeg; x=\x7f"]
    for (name, data), other in zip(photos.items(), [*photos][1:] + [*photos][:1], strict=True):
        yield named(other, data)
        for kind in kinds:
            yield BadFile(name.partition(".")[0] + ".html", kind, data)


def not_photos() -> Iterator[BadFile]:
    """Nothing, noise, text, and the first bytes of photos alone."""
    random = Random(1)
    yield named("empty.jpg", b"")
    yield named("text.jpg", b"a bird, I promise\n" * 100)
    yield named("photo.pdf", b"%PDF-1.7\n1 0 obj")
    yield named("noise.jpg", random.randbytes(100_000))
    yield named("zeros.jpg", bytes(1_000_000))
    yield named("too-many-bytes.jpg", bytes(20_500_000))
    for name, data in accepted().items():
        for length in (2, 12, 40):
            yield named(name, data[:length] + random.randbytes(2_000))
