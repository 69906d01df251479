"""Request bodies: strict JSON or a refusal, before any other code sees a value."""

import tempfile
from collections.abc import Mapping
from typing import IO, Any

from rest_framework.parsers import BaseParser

from domain.faults import Fault, Json, Malformed
from domain.strict_json import DEFAULT, Limits, loads

JSON = "application/json"
MERGE_PATCH = "application/merge-patch+json"


class StrictJsonParser(BaseParser):
    """Reads a body with `domain.strict_json`, within the `limits` of the view."""

    media_type = JSON

    def parse(  # type: ignore[override]  # a body may be any JSON value
        self,
        stream: IO[Any],
        media_type: str | None = None,  # noqa: ARG002 - DRF's signature
        parser_context: Mapping[str, Any] | None = None,
    ) -> Json:
        """Return the JSON value of a body; raises Malformed.

        One byte more than allowed is enough to refuse, so that a large body is not read to its end.
        """
        limits: Limits = getattr((parser_context or {}).get("view"), "limits", DEFAULT)
        return loads(stream.read(limits.bytes + 1), limits)


class MergePatchParser(StrictJsonParser):
    """Reads an RFC 7396 merge patch; to the parser it is JSON like any other."""

    media_type = MERGE_PATCH


class UploadParser(BaseParser):
    """Keeps a body as a file, in memory while it is small; it is looked at by whoever asked."""

    in_memory = 1 << 20

    def __init__(self, media_type: str, limit: int) -> None:
        self.media_type = media_type
        self._limit = limit

    def parse(  # type: ignore[override]  # a file is no mapping
        self,
        stream: IO[Any],
        media_type: str | None = None,  # noqa: ARG002 - DRF's signature
        parser_context: Mapping[str, Any] | None = None,  # noqa: ARG002
    ) -> IO[bytes]:
        """Return the body as a file at its beginning; raises Malformed for one that is too long."""
        file = tempfile.SpooledTemporaryFile(max_size=self.in_memory)  # noqa: SIM115 - handed on
        while block := stream.read(1 << 16):
            file.write(block)
            if file.tell() > self._limit:
                raise Malformed(
                    Fault(
                        "json.bytes",
                        f"The file is larger than {self._limit:,} bytes.",
                        "",
                        "Split it.",
                    )
                )
        file.seek(0)
        return file


def media_type_of(headers: Mapping[str, str]) -> str:
    """Return the media type of the request's body in lower case, its parameters aside."""
    return headers.get("Content-Type", "").partition(";")[0].strip().lower()


def check_length(headers: Mapping[str, str]) -> None:
    """Raise Malformed for a body that is not there or whose length is not stated.

    Servers hand on no more than the stated length: a body in chunks without one would look empty.
    """
    length = headers.get("Content-Length", "").strip()
    if length.isdecimal() and int(length) > 0:
        return
    if "Transfer-Encoding" in headers:
        raise Malformed(
            Fault(
                "request.length",
                "The length of the request body is not stated.",
                "",
                "Send the header Content-Length instead of chunks.",
            )
        )
    loads(b"")
