"""Imports: hand in a file, look at what became of its rows, map, answer, apply, take it home."""

import uuid
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import IO, Any, ClassVar

from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actors import READ, WRITE
from api import envelopes
from api.parsing import UploadParser
from api.views.base import Endpoint, actor_of, body_of, file_of
from lifecycle.representation import timestamp
from passports.intake import uploads
from passports.intake.corrected import corrected_sheet
from passports.intake.listing import rows_of
from passports.intake.reading.limits import MAX_TEXT_BYTES
from passports.models import Upload

ADDRESS = "/api/v1/imports"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILES = (
    *("text/csv", "text/tab-separated-values", "text/plain", "application/octet-stream"),
    *("application/json", "application/x-ndjson", XLSX),
)


class Imports(Endpoint):
    """The imports of the actor's organisation."""

    scopes: ClassVar[Mapping[str, str]] = {"GET": READ, "POST": WRITE}

    def get_parsers(self) -> list[BaseParser]:
        """Return a parser for each kind of file."""
        return [UploadParser(media_type, MAX_TEXT_BYTES) for media_type in FILES]

    def get(self, request: Request) -> Response:
        """Show the newest 100 imports, the last one first."""
        return Response({"imports": [_shown(u) for u in uploads.uploads_of(actor_of(request))]})

    def post(self, request: Request) -> Response:
        """Take a file as the body; `?sector=` says of what, `?name=` what it is called."""
        actor = actor_of(request)
        asked = envelopes.upload(request.query_params)
        with file_of(request) as file:
            upload = uploads.receive(actor=actor, file=file, name=asked.name, sector=asked.sector)
        headers = {"Location": f"{ADDRESS}/{upload.pk}"}
        return Response(_shown(upload), HTTPStatus.ACCEPTED, headers=headers)


class Import(Endpoint):
    """One import."""

    scopes: ClassVar[Mapping[str, str]] = {"GET": READ}

    def get(self, request: Request, upload_id: uuid.UUID) -> Response:
        """Show how far it is, its mapping, and how many rows came out how."""
        upload = uploads.get(actor_of(request), upload_id)
        return Response({**_shown(upload), "mapping": upload.mapping, "answers": upload.answers})


class ImportMapping(Endpoint):
    """What the columns of an import mean."""

    scopes: ClassVar[Mapping[str, str]] = {"PUT": WRITE}

    def put(self, request: Request, upload_id: uuid.UUID) -> Response:
        """Replace the mapping; the file is read again."""
        upload = uploads.remap(
            actor=actor_of(request), upload_id=upload_id, mapping=body_of(request)
        )
        return Response(_shown(upload), HTTPStatus.ACCEPTED)


class ImportAnswers(Endpoint):
    """What was said to the questions that rows raised."""

    scopes: ClassVar[Mapping[str, str]] = {"POST": WRITE}

    def post(self, request: Request, upload_id: uuid.UUID) -> Response:
        """Add answers; the file is read again."""
        upload = uploads.answer(actor=actor_of(request), upload_id=upload_id, body=body_of(request))
        return Response(_shown(upload), HTTPStatus.ACCEPTED)


class ImportRows(Endpoint):
    """The rows of an import with their outcomes."""

    scopes: ClassVar[Mapping[str, str]] = {"GET": READ}

    def get(self, request: Request, upload_id: uuid.UUID) -> Response:
        """Show up to 100 rows behind row `?after=`, of one `?outcome=` where that is given."""
        upload = uploads.get(actor_of(request), upload_id)
        outcome, after = envelopes.rows(request.query_params)
        return Response({"rows": rows_of(upload, outcome=outcome, after=after)})


class ImportApplication(Endpoint):
    """The publication of an import's rows."""

    scopes: ClassVar[Mapping[str, str]] = {"POST": WRITE}

    def post(self, request: Request, upload_id: uuid.UUID) -> Response:
        """Publish what is ready: {mode, reason}."""
        asked = envelopes.application(body_of(request))
        upload = uploads.start_applying(
            actor=actor_of(request), upload_id=upload_id, mode=asked.mode, reason=asked.reason
        )
        return Response(_shown(upload), HTTPStatus.ACCEPTED)


class ImportSheet(Endpoint):
    """The corrected sheet of an import."""

    scopes: ClassVar[Mapping[str, str]] = {"GET": READ}

    def get(self, request: Request, upload_id: uuid.UUID) -> HttpResponseBase:
        """Send a workbook in which every repair is made and every open cell is marked."""
        actor = actor_of(request)
        upload = uploads.get(actor, upload_id)
        response = StreamingHttpResponse(_blocks(corrected_sheet(actor, upload)), content_type=XLSX)
        response["Content-Disposition"] = 'attachment; filename="corrected.xlsx"'
        return response


class Mappings(Endpoint):
    """A stored mapping."""

    scopes: ClassVar[Mapping[str, str]] = {"PUT": WRITE}

    def put(self, request: Request, name: str) -> Response:
        """Keep a mapping under this name for the next files with the same header."""
        stored = uploads.store_mapping(actor=actor_of(request), name=name, body=body_of(request))
        return Response({"name": stored.name, "mapping": stored.body})


def _blocks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while block := file.read(1 << 16):
            yield block


def _shown(upload: Upload) -> dict[str, Any]:
    return {
        "id": str(upload.pk),
        "name": upload.name,
        "size": upload.size,
        "state": upload.state,
        "counts": upload.counts,
        "notes": upload.notes,
        "faults": upload.faults,
        "job": None if upload.job_id is None else f"/api/v1/jobs/{upload.job_id}",
        "created": timestamp(upload.created_ms),
    }
