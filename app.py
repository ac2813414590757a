"""WSGI entry: `app`. Run this file to serve the app on a laptop."""

import pythons

pythons.check()

from birdapp import create_app  # noqa: E402  (an old Python could not read it)

app = create_app()

if __name__ == "__main__":
    import waitress

    app.config["ON_A_LAPTOP"] = True
    host = app.config["HOST"] or "127.0.0.1"
    port = app.config["PORT"]
    print(f"Open http://{host}:{port}", flush=True)
    # Waitress writes what exceeds its two overflows to disk; a little more than the app's own limit
    # gets through, so that the app can say in words that the photo is too large.
    in_memory = 3 * app.config["MAX_CONTENT_LENGTH"]
    waitress.serve(
        app,
        host=host,
        port=port,
        threads=app.config["AT_ONCE"] + app.config["QUEUE"] + 4,
        inbuf_overflow=in_memory,
        outbuf_overflow=in_memory,
        max_request_body_size=in_memory,
    )
