"""Give a person a place in an organisation, and show the opaque id that stands for them."""

from getpass import getpass
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import CommandError, CommandParser

from accounts.models import MemberRole, Organisation
from accounts.organisations import join
from ledger.commands import RegistryCommand


class Command(RegistryCommand):
    help = "Add a person to an organisation; asks for a password when the person is new."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("organisation", help="the organisation's public id")
        parser.add_argument("--role", choices=MemberRole.values, default=MemberRole.VIEWER)

    def handle(self, *_args: Any, **options: Any) -> None:
        organisation = Organisation.objects.filter(public_id=options["organisation"]).first()
        if organisation is None:
            raise CommandError("There is no organisation with this public id.")
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            user = User.objects.create_user(options["username"], password=getpass())
        membership = join(user, organisation, MemberRole(options["role"]))
        self.stdout.write(membership.public_id)
