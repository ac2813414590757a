"""File names that attack whoever stores, shows, logs or sends them on."""

from collections.abc import Iterator

from tests.security.formats import BadFile, accepted

NAMES = [
    "../../../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "/dev/zero",
    "bird.jpg\0.html",
    "\u202egpj.exe",
    "\u200f\u200e\u2066bird\u2069.jpg",
    '"><script>alert(1)</script>.jpg',
    "' onerror='alert(1)' x='.jpg",
    "<img src=x onerror=alert(1)>.jpg",
    "bird.jpg\r\nX-Injected: yes",
    "bird.jpg\r\n\r\n<script>alert(1)</script>",
    "{{ config }}{% raw %}${7*7}.jpg",
    '=HYPERLINK("http://example.org")',
    "\x1b[31mred.jpg",
    "\U0001f426" * 80,
    "n" * 5_000,
    ".",
    " ",
    "bird.jpg; name=csrf_token",
]


def files() -> Iterator[BadFile]:
    """Each name on a good photo and on a broken one."""
    photo = accepted()["baseline.jpg"]
    for name in NAMES:
        yield BadFile(name, "image/jpeg", photo)
        yield BadFile(name, "image/jpeg", photo[: len(photo) // 2])
