"""Uploads stay in memory: a photo never touches the disk."""

from io import BytesIO
from typing import IO

from flask import Request


class InMemoryRequest(Request):
    """A request whose files are kept in memory; MAX_CONTENT_LENGTH bounds them.

    Werkzeug would write whatever is larger than 500 kB to a temporary file.
    """

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return BytesIO()
