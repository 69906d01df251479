"""Factor sets: list the releases, publish one."""

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any, ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actors import FACTORS, READ
from api import envelopes
from api.views.base import Endpoint, actor_of, body_of
from domain.strict_json import DEFAULT, Limits
from lifecycle.factors import publish_factor_set
from lifecycle.representation import timestamp
from lifecycle.watching import Release, releases


class FactorSets(Endpoint):
    """The releases of factor series; a release never changes."""

    scopes: ClassVar[Mapping[str, str]] = {"GET": READ, "POST": FACTORS}
    # Ten members a factor: the usual number of values would end a set at a thousand factors.
    limits: ClassVar[Limits] = replace(DEFAULT, nodes=120_000)

    def get(self, request: Request) -> Response:  # noqa: ARG002 - every actor sees the same
        """Show every release, the newest first."""
        return Response({"factor_sets": [_shown(release) for release in releases()]})

    def post(self, request: Request) -> Response:
        """Publish a release; what it changes is recalculated by a job."""
        asked = envelopes.factor_set(body_of(request))
        published = publish_factor_set(
            actor=actor_of(request),
            series=asked.series,
            version=asked.version,
            rows=asked.factors,
            reason=asked.reason,
        )
        return Response(
            {
                "series": published.series,
                "version": published.version,
                "factors": len(asked.factors),
                "reason": asked.reason,
            },
            HTTPStatus.CREATED,
        )


def _shown(release: Release) -> dict[str, Any]:
    return {
        "series": release.series,
        "version": release.version,
        "factors": release.factors,
        "reason": release.reason,
        "seq": release.seq,
        "accepted_at": timestamp(release.at_ms),
    }
