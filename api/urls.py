"""Every address of the API below /api/v1/."""

from django.urls import path, re_path, register_converter

from api.views.base import Unknown
from api.views.factor_sets import FactorSets
from api.views.imports import (
    Import,
    ImportAnswers,
    ImportApplication,
    ImportMapping,
    ImportRows,
    Imports,
    ImportSheet,
    Mappings,
)
from api.views.jobs import Job, Jobs
from api.views.passports import Corrections, Erasures, Passport, Passports, Versions
from domain.faults import Malformed
from domain.identifiers import parse


class IdentifierConverter:
    """An identifier in front of a resource of its own, with its slashes escaped or not.

    A serial number may well be "versions": what only becomes an identifier together with the next
    segment is refused here, so that it is read as a whole.
    """

    regex = ".+"

    def to_python(self, value: str) -> str:
        """Return the text as it is; whoever uses it parses it."""
        try:
            parse(f"{value}/any")
        except Malformed:
            return value
        raise ValueError

    def to_url(self, value: str) -> str:
        return value


register_converter(IdentifierConverter, "identifier")
ONE = "passports/<identifier:identifier>"
IMPORT = "imports/<uuid:upload_id>"

app_name = "api"
urlpatterns = [
    path("passports", Passports.as_view(), name="passports"),
    path(f"{ONE}/versions", Versions.as_view(), name="versions"),
    path(f"{ONE}/corrections", Corrections.as_view(), name="corrections"),
    path(f"{ONE}/erasures", Erasures.as_view(), name="erasures"),
    path("passports/<path:identifier>", Passport.as_view(), name="passport"),
    path("imports", Imports.as_view(), name="imports"),
    path(IMPORT, Import.as_view(), name="import"),
    path(f"{IMPORT}/mapping", ImportMapping.as_view(), name="import-mapping"),
    path(f"{IMPORT}/answers", ImportAnswers.as_view(), name="import-answers"),
    path(f"{IMPORT}/rows", ImportRows.as_view(), name="import-rows"),
    path(f"{IMPORT}/application", ImportApplication.as_view(), name="import-application"),
    path(f"{IMPORT}/sheet", ImportSheet.as_view(), name="import-sheet"),
    path("mappings/<str:name>", Mappings.as_view(), name="mapping"),
    path("jobs", Jobs.as_view(), name="jobs"),
    path("jobs/<uuid:job_id>", Job.as_view(), name="job"),
    path("factor-sets", FactorSets.as_view(), name="factor-sets"),
    re_path("", Unknown.as_view()),
]
