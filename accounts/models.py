"""Who: organisations, their roles and identifiers, the prefixes they may use, people's places."""

from django.conf import settings
from django.db import models


class Organisation(models.Model):
    """An economic operator, workshop, recycler, authority ... named by an opaque public id."""

    public_id = models.TextField(unique=True)
    name = models.TextField()
    country = models.CharField(max_length=2, blank=True)
    is_public = models.BooleanField(default=True)
    created_ms = models.BigIntegerField()


class Role(models.TextChoices):
    OPERATOR = "operator"
    IMPORTER = "importer"
    WORKSHOP = "workshop"
    RECYCLER = "recycler"
    RESEARCHER = "researcher"
    NOTIFIED_BODY = "notified-body"
    AUTHORITY = "authority"
    CUSTOMS = "customs"
    COMMISSION = "commission"
    REGISTRY_HOST = "registry-host"


class OrganisationRole(models.Model):
    """A role that an organisation holds from a day until another (ISO dates; open when null)."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="roles")
    role = models.TextField(choices=Role.choices)
    since = models.DateField()
    until = models.DateField(null=True)


class OrganisationIdentifier(models.Model):
    """An identifier of an organisation in a public scheme: GLN, LEI, EORI, VAT."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="identifiers")
    scheme = models.TextField()
    value = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "value"], name="accounts_identifier_once")
        ]


class Claim(models.Model):
    """The right of an organisation to register identifiers that begin with a prefix.

    Live claims never overlap: no live prefix begins with another (`accounts.claims.grant_claim`).
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="claims")
    scheme = models.TextField()
    prefix = models.TextField()
    verified_by = models.TextField()
    verified_ms = models.BigIntegerField()
    until_ms = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "prefix"],
                condition=models.Q(until_ms=None),
                name="accounts_claim_live_once",
            )
        ]


class MemberRole(models.TextChoices):
    OWNER = "owner"
    EDITOR = "editor"
    PUBLISHER = "publisher"
    VIEWER = "viewer"
    AUDITOR = "auditor"


class Membership(models.Model):
    """A person's place in an organisation; `public_id` names it in records that stand for ever."""

    public_id = models.TextField(unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    role = models.TextField(choices=MemberRole.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation"], name="accounts_member_once")
        ]


class ApiToken(models.Model):
    """A secret for machines: only its SHA-256 is stored, it is shown once, it expires."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="tokens")
    label = models.TextField()
    lookup = models.TextField(unique=True)
    secret_digest = models.BinaryField()
    scopes = models.JSONField(default=list)
    expires_ms = models.BigIntegerField()
    last_day = models.DateField(null=True)


class AccessGrant(models.Model):
    """Leave for an organisation to read one audience's part of an operator's passports.

    `product` narrows it to one canonical identifier and all below; "" is all of the operator.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="grants")
    operator = models.TextField()
    audience = models.TextField()
    product = models.TextField(blank=True)
    ground = models.TextField()
    until_ms = models.BigIntegerField()
