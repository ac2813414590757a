"""What a host of files is told to send with them, where it reads `_headers`."""

from birdapp.server.headers import HEADERS
from birdapp.web.phone.files import POLICY

IN_HEADERS_ONLY = "frame-ancestors 'none'"
"""Of the policy, what browsers do not take from a page."""

PAGE_POLICY = HEADERS[POLICY].replace(f"; {IN_HEADERS_ONLY}", "")
"""For pages alone: a header would be for the engine's worker too, which has to compile."""

YEAR = "public, max-age=31536000, immutable"


def host_headers() -> str:
    """The file `_headers`, as Cloudflare Pages and Netlify read it."""
    everywhere = {**HEADERS, POLICY: IN_HEADERS_ONLY}
    parts = {
        "/*": everywhere,
        "/engine/*.onnx": {"Cache-Control": YEAR},
        "/service-worker.js": {"Cache-Control": "no-cache"},
    }
    return "".join(
        f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in headers.items())
        for path, headers in parts.items()
    )
