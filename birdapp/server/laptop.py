"""Serving on a laptop, as `python app.py` does: waitress, with no photo on the disk."""

import socket
import sys

from flask import Flask

from birdapp.server import listening


def serve(app: Flask) -> None:
    """Serve until stopped. Ends the program with a sentence where it cannot listen."""
    import waitress

    host, port = (app.config["HOST"] or "127.0.0.1").strip("[]"), app.config["PORT"]
    # Waitress writes what exceeds its two overflows to disk; a little more than the app's own limit
    # gets through, so that the app can say in words that the photo is too large.
    in_memory = 3 * app.config["MAX_CONTENT_LENGTH"]
    try:
        server = waitress.create_server(
            app,
            host=host,
            port=port,
            threads=app.config["AT_ONCE"] + app.config["QUEUE"] + 4,
            inbuf_overflow=in_memory,
            outbuf_overflow=in_memory,
            max_request_body_size=in_memory,
        )
    except (OSError, OverflowError, ValueError) as error:
        sys.exit(_why(host, port, error))
    print(f"Open {listening.url(host, port)}", flush=True)
    server.run()


def _why(host: str, port: int, error: Exception) -> str:
    place = listening.binding(host, port)
    reason = getattr(error, "strerror", None) or "there is no such address here"
    if isinstance(error, socket.gaierror):
        reason = "there is no such address here"
    return (
        f"We cannot listen on {place}: {reason}. "
        "Set PORT to another port, or BIRDAPP_HOST to another address."
    )
