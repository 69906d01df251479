"""Jobs: start one, watch them."""

import uuid
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actors import JOBS, READ
from api import envelopes
from api.views.base import Endpoint, actor_of, body_of
from ledger import jobs
from ledger.models import Job as JobRow
from lifecycle import recalculation
from lifecycle.representation import timestamp
from lifecycle.watching import jobs_of

ADDRESS = "/api/v1/jobs"
# Rows are told by nothing that means something in the database alone.
FAULT = ("code", "sentence", "remedy")


class Jobs(Endpoint):
    """The jobs of the actor's organisation."""

    scopes: ClassVar[Mapping[str, str]] = {"GET": READ, "POST": JOBS}

    def get(self, request: Request) -> Response:
        """Show the newest 100 jobs, the last one started first."""
        return Response({"jobs": [_shown(row) for row in jobs_of(actor_of(request).organisation)]})

    def post(self, request: Request) -> Response:
        """Start a job; 201 with the address at which it can be watched."""
        series, version = envelopes.job(body_of(request))
        job = recalculation.start(actor=actor_of(request), series=series, version=version)
        return Response(
            _shown(job), HTTPStatus.CREATED, headers={"Location": f"{ADDRESS}/{job.pk}"}
        )


class Job(Endpoint):
    """One job."""

    scopes: ClassVar[Mapping[str, str]] = {"GET": READ}

    def get(self, request: Request, job_id: uuid.UUID) -> Response:
        """Show how far the job is, what stood in its way and what came of it."""
        return Response(_shown(jobs.get(job_id, actor_of(request).organisation)))


def _shown(job: JobRow) -> dict[str, Any]:
    return {
        "id": str(job.pk),
        "kind": job.kind,
        "state": job.state,
        "total": job.total,
        "done": job.done,
        "share": min(1.0, job.done / job.total) if job.total else None,
        "faults": [{name: fault.get(name, "") for name in FAULT} for fault in job.faults],
        "result": job.result,
        "created": timestamp(job.created_ms),
        "finished": None if job.finished_ms is None else timestamp(job.finished_ms),
    }
