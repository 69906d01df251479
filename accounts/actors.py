"""The actor: on whose behalf a use case runs. Services get this and never see a request."""

from dataclasses import dataclass

from domain.faults import Fault, Forbidden


@dataclass(frozen=True, slots=True)
class Actor:
    """An organisation acting through a person or a token; `organisation` is its public id."""

    organisation: str
    name: str
    scopes: frozenset[str]

    def need(self, scope: str) -> None:
        """Raise Forbidden unless the actor holds `scope` ("passports:write", ...)."""
        if scope not in self.scopes:
            raise Forbidden(
                Fault(
                    "actor.scope",
                    f"This needs the scope {scope}.",
                    "",
                    "Ask an owner of your organisation for a token with this scope.",
                )
            )


READ = "passports:read"
WRITE = "passports:write"
JOBS = "jobs:run"
FACTORS = "factors:write"

ALL_SCOPES = frozenset({READ, WRITE, JOBS, FACTORS})

ROLE_SCOPES = {
    "owner": ALL_SCOPES,
    "publisher": frozenset({READ, WRITE, JOBS}),
    "editor": frozenset({READ, JOBS}),
    "viewer": frozenset({READ}),
    "auditor": frozenset({READ}),
}
